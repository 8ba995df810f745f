# shellcheck shell=bash
# ./dev measure: sizes by package, start-up beside a bare program, idle memory.

measure() { die 'not there yet'; }
