# Writes OUT, a C++ source that holds each file of FILES (NAME|PATH, separated by commas) as a string_view.
# Raw literals compile in a fraction of the time that byte lists take.
string(REPLACE "," ";" files "${FILES}")
file(WRITE "${OUT}" "#include \"analysis/report/resources.hpp\"\n\nnamespace analysis::resources {\n")
foreach(entry IN LISTS files)
  string(REPLACE "|" ";" parts "${entry}")
  list(GET parts 0 name)
  list(GET parts 1 path)
  file(READ "${path}" content)
  string(FIND "${content}" ")embedded\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${path} contains the end mark of the literal that would hold it")
  endif()
  file(APPEND "${OUT}" "\nextern const std::string_view ${name};\nconst std::string_view ${name} = R\"embedded("
       "${content}" ")embedded\";\n")
endforeach()
file(APPEND "${OUT}" "\n} // namespace analysis::resources\n")
