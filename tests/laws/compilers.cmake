# Builds the model with another compiler, optimisation and body of the loops, and compares its digests with those kept.
# cmake -D SOURCE=... -D WORK=... -D COMPILER=... -D FLAGS=... -D BODY=... -P compilers.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK} -G Ninja -D CMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=${FLAGS}"
    -D CMAKE_CXX_COMPILER=${COMPILER} -D VEGHE_PARALLEL=${BODY})
run(${CMAKE_COMMAND} --build ${WORK} --parallel 2 --target model_digests)
foreach(world made-up county)
  run(${WORK}/tests/model_digests ${world} ${SOURCE}/tests/laws/digests_${world}.txt)
endforeach()
