/* A fuzz driver is one file: a target in libFuzzer's form, and the texts to begin with. main.c runs it without libFuzzer. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
extern const char *const fuzz_seeds[]; /* NULL at the end */

#endif
