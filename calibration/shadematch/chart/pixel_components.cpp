// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include <shadematch/chart/pixel_components.hpp>

namespace shadematch::inline v0 {
namespace {

/// A run and the run that its component is named after: the first of those known to belong together.
struct JoinedRun {
  PixelRun run;
  std::size_t first;
};

/// Halves the way for whoever asks next.
std::size_t first_of(std::vector<JoinedRun>& runs, std::size_t index) {
  while (runs[index].first != index) {
    runs[index].first = runs[runs[index].first].first;
    index = runs[index].first;
  }
  return index;
}

void join(std::vector<JoinedRun>& runs, std::size_t a, std::size_t b) {
  a = first_of(runs, a);
  b = first_of(runs, b);
  runs[std::max(a, b)].first = std::min(a, b);
}

/// Appends the runs of row y, joined to those of the row above, which begin at `above`.
void add_row(const cv::Mat& picture, int y, std::uint8_t most, std::size_t above, std::vector<JoinedRun>& runs) {
  const std::size_t above_end = runs.size();
  const auto* row = picture.ptr<std::uint8_t>(y);
  for (int x = 0; x < picture.cols;) {
    while (x < picture.cols && row[x] > most) ++x;
    if (x == picture.cols) return;
    const int begin = x;
    while (x < picture.cols && row[x] <= most) ++x;
    const std::size_t index = runs.size();
    runs.push_back({{y, begin, x}, index});
    while (above < above_end && runs[above].run.end <= begin) ++above;
    std::size_t each = above;
    for (; each < above_end && runs[each].run.begin < x; ++each) join(runs, each, index);
    if (each > above) above = each - 1;  // the last one may reach the next run too
  }
}

std::vector<JoinedRun> joined_runs(const cv::Mat& picture, std::uint8_t most) {
  std::vector<JoinedRun> runs;
  for (int y = 0, above = 0; y < picture.rows; ++y) {
    const auto begin = static_cast<int>(runs.size());
    add_row(picture, y, most, static_cast<std::size_t>(above), runs);
    above = begin;
  }
  return runs;
}

void grow(const PixelRun& run, PixelComponent& component) {
  const cv::Rect box(run.begin, run.y, run.end - run.begin, 1);
  component.box = component.area == 0 ? box : component.box | box;
  component.area += run.end - run.begin;
}

}  // namespace

std::vector<PixelComponent> pixel_components(const cv::Mat& picture, std::uint8_t most, const ComponentLimits& limits) {
  std::vector<JoinedRun> runs = joined_runs(picture, most);
  std::vector<PixelComponent> components;
  std::vector<std::size_t> number(runs.size());  // of the component, by the run that it is named after
  for (std::size_t i = 0; i < runs.size(); ++i) {
    runs[i].first = runs[runs[i].first].first;  // an earlier run, which knows its first already
    if (runs[i].first == i) {
      number[i] = components.size();
      components.emplace_back();
    }
    grow(runs[i].run, components[number[runs[i].first]]);
  }
  const auto fits = [&](const PixelComponent& component) {
    return component.area >= limits.least_area && component.area <= limits.most_area;
  };
  for (const JoinedRun& each : runs) {
    PixelComponent& component = components[number[each.first]];
    if (fits(component)) component.runs.push_back(each.run);
  }
  std::erase_if(components, [&](const PixelComponent& component) { return !fits(component); });
  return components;
}

}  // namespace shadematch::inline v0
