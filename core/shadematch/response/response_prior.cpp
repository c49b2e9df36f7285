// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include <shadematch/response/response_prior.hpp>
#include <shadematch/text/csv.hpp>
#include <shadematch/text/embedded.hpp>

namespace shadematch::inline v0 {

SHADEMATCH_EMBEDDED(response);

namespace {

std::vector<ResponsePrior> read_priors() {
  const std::string file = "response_prior.csv";
  const CsvTable table = parse_csv(embedded_file(k_embedded_response, k_embedded_response_count, file), file);
  std::vector<ResponsePrior> priors;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    Eigen::VectorXd values(kResponseSize);
    for (Eigen::Index i = 0; i < kResponseSize; ++i) values(i) = table.number(row, static_cast<std::size_t>(i) + 2);
    if (table.rows[row][1] == "mean") {
      priors.push_back({table.rows[row][0], values, Eigen::MatrixXd(kResponseSize, 0)});
      continue;
    }
    Eigen::MatrixXd& components = priors.back().components;
    components.conservativeResize(Eigen::NoChange, components.cols() + 1);
    components.col(components.cols() - 1) = values;
  }
  return priors;
}

const std::vector<ResponsePrior>& all_priors() {
  static const std::vector<ResponsePrior> priors = read_priors();
  return priors;
}

}  // namespace

const ResponsePrior& response_prior(std::string_view name) {
  for (const ResponsePrior& prior : all_priors()) {
    if (prior.name == name) return prior;
  }
  throw std::invalid_argument("response_prior: expected rendered or raw, got '" + std::string(name) + "'");
}

const std::vector<ResponsePrior>& light_priors() {
  static const std::vector<ResponsePrior> lights = [] {
    std::vector<ResponsePrior> out;
    for (const char* kind : {"daylight", "tungsten", "led", "fluorescent"}) out.push_back(response_prior(kind));
    return out;
  }();
  return lights;
}

}  // namespace shadematch::inline v0
