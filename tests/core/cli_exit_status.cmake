# Runs softlook and looks at its exit status, standard output and standard error.
# cmake -DSOFTLOOK=path -P cli_exit_status.cmake

function(expect status stream pattern)
  execute_process(COMMAND ${SOFTLOOK} ${ARGN} RESULT_VARIABLE actual OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT actual STREQUAL status)
    message(FATAL_ERROR "softlook ${ARGN}: exit status ${actual}, expected ${status}")
  endif()
  if(NOT "${${stream}}" MATCHES "${pattern}")
    message(FATAL_ERROR "softlook ${ARGN}: ${stream} is\n${${stream}}\nexpected ${pattern}")
  endif()
endfunction()

expect(0 out "^embeddings" "How are you doing?")
expect(0 out "^Usage|^softlook:" --help)
expect(0 out "^{\"tokens\":\\[\"How\"" --json How)
expect(2 err "^softlook: embedDim is 8, expected a multiple of numHeads \\(3\\)" --heads 3 How)
expect(2 err "^softlook: unknown option --nonsense" --nonsense)
