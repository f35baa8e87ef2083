#include "softlook/stages/stage.h"

#include <array>
#include <utility>

#include "softlook/text/names.h"

namespace softlook {

namespace {

constexpr std::array kStages = {
#define STAGE(id) std::string_view(#id),
#include "softlook/stages/stages.def"
};

constexpr std::array kGradients = {
#define STAGE(id)
#define GRADIENT(id) std::pair(StageId::id, StageId::id##Gradient),
#include "softlook/stages/stages.def"
};

constexpr std::array kOperations = {
#define OPERATION(name) std::string_view(#name),
#include "softlook/stages/operations.def"
};

// In the order of the enumerations.
constexpr std::array<std::string_view, 9> kAxes = {"queryToken",  "keyToken",     "embeddingFeature",
                                                   "headFeature", "valueFeature", "concatenatedFeature",
                                                   "single",      "mixedKey",     "keyTokenFeature"};
constexpr std::array<std::string_view, 5> kOrigins = {"plain", "toy", "trained", "loaded", "edited"};

static_assert(kAxes.size() == static_cast<std::size_t>(Axis::keyTokenFeature) + 1);
static_assert(kOrigins.size() == static_cast<std::size_t>(Origin::edited) + 1);

}  // namespace

std::string_view name(StageId id) { return kStages.at(static_cast<std::size_t>(id)); }
std::string_view name(Operation operation) { return kOperations.at(static_cast<std::size_t>(operation)); }
std::string_view name(Axis axis) { return kAxes.at(static_cast<std::size_t>(axis)); }
std::string_view name(Origin origin) { return kOrigins.at(static_cast<std::size_t>(origin)); }

StageId stageId(std::string_view name) {
  return static_cast<StageId>(placeOf(kStages, "stage", name, ", or such a stage's Gradient"));
}

std::optional<StageId> gradientOf(StageId id) {
  for (const auto& [stage, gradient] : kGradients) {
    if (stage == id) return gradient;
  }
  return std::nullopt;
}

bool takesMinusInfinity(StageId id) {
  return id == StageId::mask || id == StageId::maskedScores || id == StageId::temperedScores ||
         id == StageId::pattern || id == StageId::localScores;
}

}  // namespace softlook
