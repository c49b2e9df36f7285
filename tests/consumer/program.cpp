// SPDX-License-Identifier: Apache-2.0
// An outside program: measures a color difference with the core and reads a shipped chart with calibration.
#include <cstdio>
#include <exception>

#include <shadematch/chart/chart_definition.hpp>
#include <shadematch/difference/ciede2000.hpp>
#include <shadematch/error.hpp>

int main() {
  const shadematch::Lab first{50.0, 2.6772, -79.7751};
  const shadematch::Lab second{50.0, 0.0, -82.7485};
  std::printf("delta_e %.4f\n", shadematch::delta_e_ciede2000(first, second));
  try {
    const auto chart = shadematch::chart_definition("colorchecker-classic");
    std::printf("patches %d\n", chart.patch_count());
    static_cast<void>(shadematch::parse_chart_definition("{", "broken.json"));
  } catch (const shadematch::InvalidDocument& error) {  // the type survives the library's boundary
    std::printf("refused %s\n", error.code().c_str());
    return 0;
  } catch (const std::exception& error) {
    std::printf("other error: %s\n", error.what());
  }
  return 1;
}
