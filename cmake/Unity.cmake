# Several sources of a target are compiled as one in the folders that VEGHE_UNITY names: what they include is read once for all of them. Any
# of them goes with any other, so a new source brings none of the old ones into trouble. Those that do not are APART and compiled each by
# itself: they have a name that another source of the target has for something else. A missing #include shows where each is compiled alone.
# veghe_unity(target [APART source...])
function(veghe_unity target)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(REGEX REPLACE "/.*" "" folder ${folder})
  if(folder IN_LIST VEGHE_UNITY)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" APART)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    set_source_files_properties(${arg_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
