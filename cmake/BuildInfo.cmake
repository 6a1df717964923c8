# Writes build_info.cpp when what it says has changed. Run at every build, so that the commit is the one built:
# cmake -D SOURCE=... -D OUTPUT=... -D VERSION=... -D COMPILER=... -D FLAGS=... -D BUILD_TYPE=... -P BuildInfo.cmake
cmake_minimum_required(VERSION 3.25)
set(COMMIT "unknown")
find_program(GIT git)
# Only a repository of this very tree counts: a source archive may lie inside another one.
if(GIT AND EXISTS "${SOURCE}/.git")
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --short=12 HEAD
                  RESULT_VARIABLE status OUTPUT_VARIABLE found ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(status EQUAL 0)
    set(COMMIT "${found}")
    execute_process(COMMAND ${GIT} -C ${SOURCE} status --porcelain --untracked-files=no
                    OUTPUT_VARIABLE changes ERROR_QUIET)
    if(changes)
      string(APPEND COMMIT "-dirty")
    endif()
  endif()
endif()

# Flags that name a folder would carry a user's or machine's name into every result.
string(REPLACE " " ";" words "${FLAGS}")
list(FILTER words EXCLUDE REGEX "/")
list(JOIN words " " FLAGS)
string(REPLACE "\"" "" FLAGS "${FLAGS}")
string(STRIP "${FLAGS}" FLAGS)

configure_file(${SOURCE}/analysis/build_info.cpp.in ${OUTPUT} @ONLY)
