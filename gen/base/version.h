/* The version that --version prints and manifests carry; an edition of another version is built anew. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define TIDINGS_VERSION "0.1.0"

#endif
