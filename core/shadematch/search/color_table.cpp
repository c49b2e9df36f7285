// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <shadematch/difference/lab_columns.hpp>
#include <shadematch/search/color_table.hpp>
#include <shadematch/search/lab_box.hpp>
#include <shadematch/search/lab_codes.hpp>
#include <shadematch/search/searched_lab.hpp>

namespace shadematch::inline v0 {

struct ColorTable::Data {
  LabTable lab;
  LabColumns columns;
  LabCodes codes;
  LabBox gamut;
};

ColorTable::ColorTable(LabTable lab) {
  expect_table(lab, "ColorTable");
  LabBox gamut;
  for (Eigen::Index row = 0; row < lab.rows(); ++row) gamut.add(Lab{lab(row, 0), lab(row, 1), lab(row, 2)});
  LabColumns columns(lab);
  LabCodes codes(columns, gamut);
  data_ = std::make_shared<const Data>(Data{std::move(lab), std::move(columns), std::move(codes), gamut});
}

const LabTable& ColorTable::lab() const {
  return data_->lab;
}

const LabColumns& ColorTable::columns() const {
  return data_->columns;
}

const LabCodes& ColorTable::codes() const {
  return data_->codes;
}

const LabBox& ColorTable::gamut() const {
  return data_->gamut;
}

}  // namespace shadematch::inline v0
