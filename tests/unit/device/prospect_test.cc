// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/prospect.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

AppStatus App(AppState state) {
  AppStatus app;
  app.package = "meter";
  app.state = state;
  return app;
}

Prospect Of(AppState state, NextStep next = NextStep::kNothing) {
  AppStatus app = App(state);
  app.next = next;
  return JudgeProspect(app);
}

TEST(ProspectTest, TheNoteOfTheRuntimeSaysThatAnAppIsReady) {
  AppStatus app = App(AppState::kRunning);
  EXPECT_EQ(JudgeProspect(app), Prospect::kNotYet);
  app.ready = true;
  EXPECT_EQ(JudgeProspect(app), Prospect::kReady);
}

TEST(ProspectTest, AnAppThatIsAboutToBeRestartedIsNotReady) {
  AppStatus app = App(AppState::kRunning);
  app.ready = true;
  app.unit.has_job = true;
  EXPECT_EQ(JudgeProspect(app), Prospect::kNotYet);
}

TEST(ProspectTest, AnAppWhoseUpgradeIsNotOverIsNotReady) {
  for (const AppState state : {AppState::kRunning, AppState::kStopped, AppState::kFailed}) {
    AppStatus app = App(state);
    app.ready = true;
    app.queued = true;
    app.next = state == AppState::kFailed ? NextStep::kByHand : NextStep::kNothing;
    EXPECT_EQ(JudgeProspect(app), Prospect::kNotYet);
    EXPECT_EQ(MissingText(app), "its package was just installed, and the start is not over");
  }
}

TEST(ProspectTest, ANoteThatWasLeftBehindDoesNotCount) {
  AppStatus app = App(AppState::kWaiting);
  app.ready = true;
  EXPECT_EQ(JudgeProspect(app), Prospect::kNotYet);
}

TEST(ProspectTest, WhatComesBackByItselfIsWaitedFor) {
  EXPECT_EQ(Of(AppState::kStarting), Prospect::kNotYet);
  EXPECT_EQ(Of(AppState::kWaiting, NextStep::kStart), Prospect::kNotYet);
  EXPECT_EQ(Of(AppState::kStopping), Prospect::kNotYet);
  EXPECT_EQ(Of(AppState::kFailed, NextStep::kRecovery), Prospect::kNotYet);
  EXPECT_EQ(Of(AppState::kBlocked, NextStep::kRecovery), Prospect::kNotYet);
  AppStatus app = App(AppState::kBlocked);
  app.next = NextStep::kByHand;
  app.docker_state = "activating";
  EXPECT_EQ(JudgeProspect(app), Prospect::kNotYet);
}

TEST(ProspectTest, WhatNeedsSomebodyIsNot) {
  EXPECT_EQ(Of(AppState::kFailed, NextStep::kByHand), Prospect::kNever);
  EXPECT_EQ(Of(AppState::kDisabled), Prospect::kNever);
  EXPECT_EQ(Of(AppState::kMasked), Prospect::kNever);
}

TEST(ProspectTest, AStopThatNobodyAskedForMayBeFollowedByAStart) {
  for (const AppState state : {AppState::kStopped, AppState::kBlocked}) {
    AppStatus app = App(state);
    app.next = state == AppState::kBlocked ? NextStep::kByHand : NextStep::kNothing;
    EXPECT_EQ(JudgeProspect(app), Prospect::kUnclear);
    app.stopped_by_somebody = true;
    EXPECT_EQ(JudgeProspect(app), Prospect::kNever);
  }
  EXPECT_EQ(Of(AppState::kUnusable), Prospect::kUnclear);
}

TEST(ProspectTest, APackageWithoutTheRuntimeNeverSaysThatItIsReady) {
  AppStatus app = App(AppState::kRunning);
  app.tells_ready = false;
  EXPECT_EQ(JudgeProspect(app), Prospect::kNever);
  EXPECT_EQ(NeverText(app),
            "meter was built by an old release, with which nothing says when an app is ready; "
            "upgrade the package");
}

TEST(ProspectTest, SaysWhatToDo) {
  AppStatus app = App(AppState::kStopped);
  app.stopped_by_somebody = true;
  EXPECT_EQ(NeverText(app),
            "meter does not run, since somebody has stopped it; start it: systemctl start "
            "meter.service");
  app.state = AppState::kBlocked;
  EXPECT_EQ(NeverText(app),
            "meter does not run, since somebody has stopped it; start it: systemctl start "
            "meter.service");
  app.stopped_by_somebody = false;
  app.why.text = "docker.service is inactive";
  EXPECT_EQ(NeverText(app),
            "meter does not run: docker.service is inactive; start Docker, which starts the app, "
            "too: systemctl start docker.service");
  app.state = AppState::kFailed;
  app.why.text = "container meter-main-1 exited with status 7";
  EXPECT_EQ(NeverText(app),
            "meter has failed: container meter-main-1 exited with status 7, and nothing starts it "
            "again by itself; look at the cause, then start it: systemctl reset-failed "
            "meter.service && systemctl start meter.service");
  app.state = AppState::kMasked;
  EXPECT_EQ(NeverText(app),
            "meter is masked, so it cannot be started; unmask and start it: systemctl unmask "
            "meter.service && systemctl start meter.service");
  app.state = AppState::kDisabled;
  EXPECT_EQ(NeverText(app),
            "meter is disabled and does not run; enable and start it: systemctl enable --now "
            "meter.service");
}

TEST(ProspectTest, SaysWhatIsMissing) {
  AppStatus app = App(AppState::kRunning);
  app.unit.status_text = "Starting: the healthcheck of main has not passed yet: no pump";
  EXPECT_EQ(MissingText(app),
            "running: Starting: the healthcheck of main has not passed yet: no pump");
  app.state = AppState::kFailed;
  app.next = NextStep::kRecovery;
  app.next_in = 900'000'000;
  app.why.text = "container meter-main-1 exited with status 7";
  EXPECT_EQ(MissingText(app),
            "failed, recovery in 15min: container meter-main-1 exited with status 7");
}

}  // namespace
}  // namespace container_app
