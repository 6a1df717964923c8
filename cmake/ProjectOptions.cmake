# Warnings, contracts and sanitizers on one interface target; every target of ours links it PRIVATE.
add_library(veghe_options INTERFACE)
target_compile_features(veghe_options INTERFACE cxx_std_20)
# Contraction would make the last digit of a sum depend on the processor.
target_compile_options(veghe_options INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion)
# Of several sources compiled as one (cmake/Unity.cmake) it is no fault that one has a name for itself which another takes for a local
# variable, nor that a class of one has a field whose type only that one knows.
set(unity $<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>)
set(gnu $<CXX_COMPILER_ID:GNU>)
target_compile_options(veghe_options INTERFACE $<$<NOT:${unity}>:-Wshadow> $<$<AND:${unity},${gnu}>:-Wshadow=local>
                                               $<$<AND:${unity},${gnu}>:-Wno-subobject-linkage>)
# GCC 12 sees overlapping copies where std::string is inlined at -O3 (its bug 105651).
target_compile_options(veghe_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(VEGHE_WERROR)
  target_compile_options(veghe_options INTERFACE -Werror)
endif()
target_compile_definitions(veghe_options INTERFACE VEGHE_CONTRACTS=$<BOOL:${VEGHE_CONTRACTS}>)
if(VEGHE_SANITIZE)
  # Under sanitizers GCC 12 takes the inside of std::regex for uninitialised (its bug 105616).
  target_compile_options(veghe_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_compile_options(veghe_options INTERFACE -fsanitize=${VEGHE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(veghe_options INTERFACE -fsanitize=${VEGHE_SANITIZE})
endif()
if(VEGHE_COVERAGE)
  target_compile_options(veghe_options INTERFACE --coverage -O0)
  target_link_options(veghe_options INTERFACE --coverage)
endif()
