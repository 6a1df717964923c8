# Every source is laid out as .clang-format says. cmake -D SOURCE=... -D CLANG_FORMAT=... -P format.cmake
if(NOT EXISTS "${CLANG_FORMAT}")
  message(FATAL_ERROR "clang-format is missing: apt-get install clang-format")
endif()
file(GLOB_RECURSE files ${SOURCE}/sim/*.[ch]pp ${SOURCE}/models/*.[ch]pp ${SOURCE}/analysis/*.[ch]pp
     ${SOURCE}/tests/*.[ch]pp)
if(NOT files)
  message(FATAL_ERROR "no sources under ${SOURCE}")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror --ferror-limit=1 --style=file ${files}
                RESULT_VARIABLE status ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${output}Mend it with: git ls-files '*.cpp' '*.hpp' | xargs clang-format -i")
endif()
