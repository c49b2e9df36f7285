// SPDX-License-Identifier: Apache-2.0
// Included once for each set of compiler flags, with PAPER_FORMULA as the name. Sharma, Wu & Dalal 2005 [sharma2005] as
// published: hues by atan2, their cases by comparing with 180 degrees, written without branches.
#include <cmath>

#include "paper_formula.hpp"

namespace shadematch::bench {

void PAPER_FORMULA(const float target[3], const FloatColumns& rows, std::size_t size, float* __restrict delta_e) {
  constexpr float kPi = 3.14159265358979F;
  const auto pow7 = [](float x) { return x * x * x * (x * x * x) * x; };
  const auto saturation = [&](float C) { return std::sqrt(pow7(C) / (pow7(C) + 6103515625.0F)); };
  const float L1 = target[0], a1 = target[1], b1 = target[2], C1 = std::sqrt(a1 * a1 + b1 * b1);
  const float* __restrict L = rows.L, * __restrict a = rows.a, * __restrict b = rows.b, * __restrict C = rows.C;
  for (std::size_t i = 0; i < size; ++i) {
    const float p = 1.5F - 0.5F * saturation((C1 + C[i]) / 2.0F);
    const float A1 = p * a1, A2 = p * a[i], b2 = b[i];
    const float Cp1 = std::sqrt(A1 * A1 + b1 * b1), Cp2 = std::sqrt(A2 * A2 + b2 * b2);
    float h1 = std::atan2(b1, A1), h2 = std::atan2(b2, A2);
    h1 = h1 < 0.0F ? h1 + 2.0F * kPi : h1;
    h2 = h2 < 0.0F ? h2 + 2.0F * kPi : h2;
    const bool grey = Cp1 * Cp2 == 0.0F;
    float dh = h2 - h1;
    dh = dh > kPi ? dh - 2.0F * kPi : dh < -kPi ? dh + 2.0F * kPi : dh;
    dh = grey ? 0.0F : dh;
    const float sum = h1 + h2;
    float h = std::abs(h1 - h2) <= kPi ? sum / 2.0F : sum < 2.0F * kPi ? sum / 2.0F + kPi : sum / 2.0F - kPi;
    h = grey ? sum : h;
    const float dL = L[i] - L1, dC = Cp2 - Cp1, dH = 2.0F * std::sqrt(Cp1 * Cp2) * std::sin(dh / 2.0F);
    const float T = 1.0F - 0.17F * std::cos(h - kPi / 6.0F) + 0.24F * std::cos(2.0F * h) +
                    0.32F * std::cos(3.0F * h + kPi / 30.0F) - 0.20F * std::cos(4.0F * h - 63.0F * kPi / 180.0F);
    const float arc = (h * 180.0F / kPi - 275.0F) / 25.0F, Cm = (Cp1 + Cp2) / 2.0F, l = (L1 + L[i]) / 2.0F - 50.0F;
    const float R_T = -2.0F * saturation(Cm) * std::sin(kPi / 3.0F * std::exp(-arc * arc));
    const float S_L = 1.0F + 0.015F * l * l / std::sqrt(20.0F + l * l);
    const float tL = dL / S_L, tC = dC / (1.0F + 0.045F * Cm), tH = dH / (1.0F + 0.015F * Cm * T);
    delta_e[i] = std::sqrt(tL * tL + tC * tC + tH * tH + R_T * tC * tH);
  }
}

}  // namespace shadematch::bench
