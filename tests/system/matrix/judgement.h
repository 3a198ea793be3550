// SPDX-License-Identifier: GPL-2.0-or-later
// What was measured of a run, against what was predicted.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "system/matrix/runs.h"

namespace container_app {

/// Times are microseconds of the monotonic clock.
struct Measurement {
  std::vector<std::int64_t> starts;
  std::string state;        ///< When it was looked at: `failed`, `active`, `activating`…
  std::int64_t seen = 0;    ///< When that was.
  std::int64_t failed = 0;  ///< When it was failed.
};

enum class Verdict {
  kMatch,
  kMismatch,
  kDisturbed,  ///< A mismatch, but the machine was slower than kNoise allows.
};

struct Judgement {
  Verdict verdict = Verdict::kMatch;
  std::string why;        ///< Of a mismatch.
  int starts = 0;         ///< That there were.
  std::int64_t late = 0;  ///< What the slowest start took longer than predicted.
  std::int64_t off = 0;   ///< Between the times of failure, predicted and measured.
  double watched = 0;     ///< A run that is never failed: intervals it was watched for.
};

Judgement Judge(const MatrixRun& run, Measurement measured);

/// A line for each kind and prediction, and one for each mismatch.
class MatrixTable {
 public:
  void Add(const MatrixRun& run, const Judgement& judgement);
  int mismatches() const { return mismatches_; }
  std::string Text() const;

 private:
  struct Row {
    int runs = 0;
    int starts = 0;
    int matches = 0;
    int mismatches = 0;
    int disturbed = 0;
    std::vector<std::int64_t> late;
    std::int64_t off = 0;
    double watched = 1e9;
  };

  std::array<std::array<Row, 2>, kFailureKinds> rows_;
  std::string details_;
  int mismatches_ = 0;
};

}  // namespace container_app
