# What most sources include is read once for the build, where VEGHE_PCH is on. With a launcher, which is ccache, it stays off: ccache
# keeps nothing that was compiled so. An #include that is missing shows in every other preset.
set(VEGHE_STANDARD_HEADERS
  <algorithm> <array> <charconv> <chrono> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory> <mutex>
  <numeric> <optional> <set> <span> <sstream> <string> <string_view> <tuple> <utility> <vector>)
if(CMAKE_CXX_COMPILER_LAUNCHER)
  set(VEGHE_PCH OFF)
endif()

# veghe_precompile(target header...): for the target and those that take them from it
function(veghe_precompile target)
  if(VEGHE_PCH)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# veghe_precompiled_by(giver target...): a giver has no macro on its command line that a taker lacks
function(veghe_precompiled_by giver)
  if(VEGHE_PCH)
    foreach(target IN LISTS ARGN)
      target_precompile_headers(${target} REUSE_FROM ${giver})
    endforeach()
  endif()
endfunction()

# The giver of all that is no test
if(VEGHE_PCH)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/standard_headers.cpp CONTENT "")
  # There GCC 12 takes copies inside std::string for ones out of bounds.
  target_compile_options(veghe_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow>")
  add_library(standard_headers OBJECT ${PROJECT_BINARY_DIR}/standard_headers.cpp)
  target_link_libraries(standard_headers PRIVATE veghe_options)
  veghe_precompile(standard_headers ${VEGHE_STANDARD_HEADERS})
endif()
