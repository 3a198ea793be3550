// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/matrix/judgement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace container_app {
namespace {

constexpr std::int64_t kEarly = 20'000;  // clocks are read by different programs

double Seconds(std::int64_t time) { return static_cast<double>(time) / 1e6; }

/// When each start came and when the unit was failed, from the first start.
std::vector<std::int64_t> Moments(const Measurement& measured) {
  std::vector<std::int64_t> moments;
  for (const std::int64_t start : measured.starts) moments.push_back(start - measured.starts[0]);
  if (measured.state == "failed") moments.push_back(measured.failed - measured.starts[0]);
  return moments;
}

std::int64_t Cycle(const MatrixRun& run, int start) {
  const std::int64_t before = run.busy[static_cast<std::size_t>(start) % run.busy.size()];
  const std::int64_t busy =
      run.kind == FailureKind::kFailsLater ? std::min(before, run.read.timeout_start_sec) : before;
  return busy + RestartDelay(run.read, start + 1);
}

std::string WhyNotTripped(const MatrixRun& run, const Measurement& measured, Judgement* judgement) {
  if (measured.state != "failed") {
    return fmt::format("is {}, not failed after {} starts", measured.state, run.predicted->starts);
  }
  if (judgement->starts != run.predicted->starts) {
    return fmt::format("failed with {} starts, not {}", judgement->starts, run.predicted->starts);
  }
  const std::int64_t time = measured.failed - measured.starts[0];
  judgement->off = std::abs(time - run.predicted->time);
  if (judgement->off <= run.predicted->time / 10 + 200'000) return "";
  return fmt::format("failed after {:.2f} s, not {:.2f} s", Seconds(time),
                     Seconds(run.predicted->time));
}

std::string WhyNotTolerated(const MatrixRun& run, const Measurement& measured,
                            Judgement* judgement) {
  if (measured.state == "failed") {
    return fmt::format("failed with {} starts, not never", judgement->starts);
  }
  const std::int64_t watched = measured.seen - measured.starts[0];
  judgement->watched =
      static_cast<double>(watched) / static_cast<double>(run.read.start_limit_interval_sec);
  if (judgement->watched < 2) return "was not watched for two intervals";
  const int least = StartsUntil(run, kNoise, watched - kNoise);
  const int most = StartsUntil(run, 0, watched + kEarly);
  if (judgement->starts >= least && judgement->starts <= most) return "";
  return fmt::format("has had {} starts, not {} to {}", judgement->starts, least, most);
}

/// A unit that was started late is looked at before it has been watched for long enough.
bool WasLookedAtEarly(const MatrixRun& run, const Measurement& measured,
                      const Judgement& judgement) {
  if (!run.predicted) return judgement.watched < 2;
  return measured.state != "failed" &&
         measured.seen - measured.starts[0] < run.predicted->time + run.predicted->starts * kNoise;
}

std::string Describe(const MatrixRun& run) {
  std::string text = fmt::format(
      "{} {}: RestartSec={:.3f} Burst={} Interval={:.3f} TimeoutStart={:.3f}", run.name,
      FailureName(run.kind), Seconds(run.written.restart_sec), run.written.start_limit_burst,
      Seconds(run.written.start_limit_interval_sec), Seconds(run.written.timeout_start_sec));
  if (run.written.restart_steps > 0) {
    text += fmt::format(" Steps={} MaxDelay={:.3f}", run.written.restart_steps,
                        Seconds(run.written.restart_max_delay_sec));
  }
  text += " busy";
  for (const std::int64_t busy : run.busy) text += fmt::format(" {:.3f}", Seconds(busy));
  return text;
}

}  // namespace

Judgement Judge(const MatrixRun& run, Measurement measured) {
  Judgement judgement;
  // Between being looked at and being stopped a unit may be started once more.
  std::erase_if(measured.starts, [&](std::int64_t start) { return start > measured.seen; });
  if (measured.starts.empty() || measured.state.empty()) {
    judgement.verdict = Verdict::kDisturbed;
    judgement.why = "was not run";
    return judgement;
  }
  judgement.starts = static_cast<int>(measured.starts.size());
  const auto moments = Moments(measured);
  std::int64_t early = 0;
  for (std::size_t i = 1; i < moments.size(); ++i) {
    const std::int64_t late = moments[i] - moments[i - 1] - Cycle(run, static_cast<int>(i) - 1);
    judgement.late = std::max(judgement.late, late);
    early = std::max(early, -late);
  }
  judgement.why = early > kEarly  ? std::string("was started too early")
                  : run.predicted ? WhyNotTripped(run, measured, &judgement)
                                  : WhyNotTolerated(run, measured, &judgement);
  if (judgement.why.empty()) return judgement;
  // A start that was noted late makes the next one look early by as much.
  const bool disturbed = (early <= kEarly && WasLookedAtEarly(run, measured, judgement)) ||
                         (early > kEarly ? early <= kNoise : judgement.late > kNoise);
  judgement.verdict = disturbed ? Verdict::kDisturbed : Verdict::kMismatch;
  return judgement;
}

void MatrixTable::Add(const MatrixRun& run, const Judgement& judgement) {
  Row& row = rows_[static_cast<std::size_t>(run.kind)][run.predicted ? 0 : 1];
  ++row.runs;
  row.starts += judgement.starts;
  row.late.push_back(judgement.late);
  if (judgement.verdict == Verdict::kMatch) {
    ++row.matches;
    row.off = std::max(row.off, judgement.off);
    if (!run.predicted) row.watched = std::min(row.watched, judgement.watched);
    return;
  }
  const bool mismatch = judgement.verdict == Verdict::kMismatch;
  ++(mismatch ? row.mismatches : row.disturbed);
  mismatches_ += mismatch ? 1 : 0;
  details_ += fmt::format("# {}: {} {}, slowest start {:.0f} ms late\n",
                          mismatch ? "MISMATCH" : "to be repeated", Describe(run), judgement.why,
                          static_cast<double>(judgement.late) / 1e3);
}

std::string MatrixTable::Text() const {
  std::string text = fmt::format(
      "# | {:<16} | {:<9} | {:>5} | {:>6} | {:>7} | {:>8} | {:>6} | "
      "{:>11} | {:>11} | {:>9} |\n",
      "kind", "predicted", "units", "starts", "matches", "mismatch", "repeat", "late median",
      "time off by", "intervals");
  for (int kind = 0; kind < kFailureKinds; ++kind) {
    for (int never = 0; never < 2; ++never) {
      Row row = rows_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(never)];
      if (row.runs == 0) continue;
      const auto middle = row.late.begin() + static_cast<std::ptrdiff_t>(row.late.size() / 2);
      std::nth_element(row.late.begin(), middle, row.late.end());
      text += fmt::format(
          "# | {:<16} | {:<9} | {:>5} | {:>6} | {:>7} | {:>8} | {:>6} | {:>8.0f} ms | {:>11} | "
          "{:>9} |\n",
          FailureName(static_cast<FailureKind>(kind)), never ? "never" : "failed", row.runs,
          row.starts, row.matches, row.mismatches, row.disturbed,
          static_cast<double>(*middle) / 1e3,
          never ? "" : fmt::format("<= {:.0f} ms", static_cast<double>(row.off) / 1e3),
          never ? fmt::format(">= {:.1f}", row.watched) : "");
    }
  }
  return text + details_;
}

}  // namespace container_app
