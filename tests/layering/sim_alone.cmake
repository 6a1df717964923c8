# Builds the engine and passes its tests in a copy of the tree from which the domain and the analysis are missing.
# cmake -D SOURCE=... -D WORK=... -D COMPILER=... -P sim_alone.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK}/tree)
foreach(entry CMakeLists.txt cmake sim tests)
  file(COPY ${SOURCE}/${entry} DESTINATION ${WORK}/tree)
endforeach()
if(EXISTS ${SOURCE}/scenarios)
  file(COPY ${SOURCE}/scenarios DESTINATION ${WORK}/tree)
endif()
run(${CMAKE_COMMAND} -S ${WORK}/tree -B ${WORK}/build -G Ninja -D CMAKE_BUILD_TYPE=Debug -D CMAKE_CXX_FLAGS_DEBUG=-O1
    -D CMAKE_CXX_COMPILER=${COMPILER} -D VEGHE_WERROR=ON -D VEGHE_CONTRACTS=ON)
run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2 --target sim_tests engine_tests)
run(${WORK}/build/tests/sim_tests --gtest_brief=1)
run(${WORK}/build/tests/engine_tests --gtest_brief=1)
