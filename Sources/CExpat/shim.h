// Debian builds Expat with this; without it the header hides the limits on amplification.
#define XML_DTD 1
#include <expat.h>
