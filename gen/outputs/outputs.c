/* The list of outputs. */
#include "outputs/output.h"

#define OUTPUT(name) extern const struct output output_##name;
#include "outputs/outputs.def"
#undef OUTPUT

const struct output *const outputs[] = {
#define OUTPUT(name) &output_##name,
#include "outputs/outputs.def"
#undef OUTPUT
	NULL
};
