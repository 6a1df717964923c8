# Builds the engine and passes its tests, digests included, where there is nothing else: in a copy of the tree without
# the domain and the analysis, as on a machine without TBB, HDF5 and what the other two need.
# cmake -D SOURCE=... -D WORK=... -D COMPILER=... -P sim_alone.cmake
function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK}/tree
                  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK}/tree)
foreach(entry CMakeLists.txt CMakePresets.json cmake sim tests)
  file(COPY ${SOURCE}/${entry} DESTINATION ${WORK}/tree)
endforeach()
set(missing)
foreach(package TBB HDF5 tomlplusplus CLI11 Eigen3)
  list(APPEND missing -D CMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
run(${CMAKE_COMMAND} --preset core -B ${WORK}/build -D CMAKE_CXX_COMPILER=${COMPILER} ${missing})
run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2)
run(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/build --parallel 2 --label-exclude slow --no-tests=error --output-on-failure)
