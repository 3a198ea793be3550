// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/document.h: Parse().
#include "yaml/builder.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <stdexcept>

#include "yaml/document.h"
#include "yaml/rules.h"
#include "yaml/scan.h"
#include "yaml/source.h"
#include "yaml/syntax.h"

namespace container_app::yaml {

bool Parse(const SourceFile& file, Node* root, Diagnostics* diagnostics) {
  if (!CheckText(file, diagnostics)) return false;
  Layout layout;
  if (!Scan(file, &layout, diagnostics)) return false;
  *root = Node{};
  root->place = {&file, 1, 1};
  root->plain = true;
  const std::size_t errors_before = diagnostics->errors();
  Builder builder(file, layout, root, diagnostics);
  try {
    std::istringstream text(Mask(file, &layout));
    YAML::Parser parser(text);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Builder::Stop&) {
    return false;
  } catch (const YAML::Exception& error) {
    const Place place = error.mark.is_null() ? Place{&file, 0, 0} : builder.PlaceOfMark(error.mark);
    return ReportSyntaxError(error.msg, place, builder.context(), diagnostics);
  } catch (const std::runtime_error& error) {
    return ReportSyntaxError(error.what(), {&file, 0, 0}, std::nullopt, diagnostics);
  }
  return diagnostics->errors() == errors_before;
}

}  // namespace container_app::yaml
