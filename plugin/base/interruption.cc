// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/interruption.h"

#include <signal.h>

#include <iterator>

namespace container_app {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
struct sigaction actions_before[std::size(kSignals)];
volatile sig_atomic_t noted = 0;

void Note(int signal) { noted = signal; }

}  // namespace

Interruption::Interruption() {
  struct sigaction note = {};
  note.sa_handler = Note;
  note.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    sigaction(kSignals[i], nullptr, &actions_before[i]);
    if (actions_before[i].sa_handler == SIG_DFL) sigaction(kSignals[i], &note, nullptr);
  }
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    sigaction(kSignals[i], &actions_before[i], nullptr);
  }
  if (noted != 0) raise(noted);
}

bool Interruption::HasCome() { return noted != 0; }

}  // namespace container_app
