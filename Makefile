# tidings: one Makefile, sources by wildcard, a new file needs no edit. `make help` lists the words.

BUILD  ?= build
KIND   ?= release
O      := $(BUILD)/$(KIND)
BIN    := $(BUILD)/tidings$(if $(filter-out release,$(KIND)),-$(KIND))
CC     ?= cc
Q      := $(if $(V),,@)
SAY     = $(if $(V),,@echo '  $(1)	$@')

PACKAGES := glib-2.0 gio-2.0 gio-unix-2.0 yajl libxml-2.0 libarchive libcmark cairo cairo-pdf cairo-svg \
            pangocairo pangoft2 harfbuzz harfbuzz-subset fontconfig igraph gsl gmime-3.0 yaml-0.1 \
            libqpdf lcms2 icu-i18n icu-uc gdk-pixbuf-2.0 librsvg-2.0 libgsf-1 libpng libzstd

# What a fresh Debian 12 lacks: to build and run, and to test.
BUILD_DEBS := gcc make pkg-config libglib2.0-dev libglib2.0-dev-bin libcsv-dev libyajl-dev libxml2-dev \
            libarchive-dev libcmark-dev libcairo2-dev libpango1.0-dev libharfbuzz-dev libfontconfig-dev \
            libigraph-dev libgsl-dev libgmime-3.0-dev libyaml-dev libqpdf-dev liblcms2-dev libicu-dev \
            libstemmer-dev libgdk-pixbuf-2.0-dev librsvg2-dev libgsf-1-dev libpng-dev libzstd-dev tzdata fonts-lato \
            fonts-noto-core fonts-linuxlibertine
TEST_DEBS  := perl python3 python3-selenium python3-pikepdf python3-fonttools python3-yaml chromium chromium-driver qpdf \
            poppler-utils default-jre-headless w3m zip $(if $(shell command -v npm),,nodejs npm)

WARN   := -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings -Wvla
CFLAGS ?= -O2 -g
CFLAGS += -std=c17 -D_GNU_SOURCE $(WARN) $(if $(DEV),-Werror) -Igen -I$(BUILD)/made
CFLAGS += $(if $(filter asan,$(KIND)),-fsanitize=address$(comma)undefined -fno-omit-frame-pointer)
CFLAGS += $(if $(filter cover,$(KIND)),-O0 --coverage)
LDFLAGS += $(if $(filter cover,$(KIND)),--coverage)
comma  := ,
LDFLAGS += $(if $(filter asan,$(KIND)),-fsanitize=address$(comma)undefined)
# asked when a recipe runs: on a fresh machine pkg-config is there only after `deps`
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES))
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lstemmer -lm

SOURCES := $(sort $(wildcard gen/*.c gen/*/*.c gen/*/*/*.c))
OBJECTS := $(SOURCES:gen/%.c=$(O)/%.o) $(O)/resources.o
# Unit tests link against an archive, so that each takes only what it needs; resources register themselves when linked.
ARCHIVE := $(O)/libtidings.a
UNITS   := $(sort $(wildcard tests/unit/*.c))
UNIT_BINS := $(UNITS:tests/unit/%.c=$(O)/tests/%)
FUZZERS := $(patsubst tests/fuzz/%.c,$(O)/fuzz/%,$(filter-out tests/fuzz/main.c,$(sort $(wildcard tests/fuzz/*.c))))

.PHONY: all help readme demo check unit cases layers deps test-deps asan accept gallery fuzz fuzz-run bench longest lint cover install clean real faults
all: deps $(BIN)    ## the program: build/tidings (DEV=1: warnings are errors)
.DEFAULT_GOAL := all

help:              ## the words this Makefile knows
	@sed -n 's/^\([a-z-]*\):.*## */\1	/p' $(MAKEFILE_LIST) | expand -t 12

# --- packages: asked of dpkg once, installed only when one is missing
define install_debs
	@missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}\n' $$p 2>/dev/null | grep -q '^install ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then echo "installing:" $$missing; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >$(BUILD)/apt.log 2>&1 || \
	  { tail -5 $(BUILD)/apt.log; exit 1; }; fi
endef
$(BUILD)/.deps: Makefile
	@mkdir -p $(BUILD)
	$(call install_debs,$(BUILD_DEBS))
	@touch $@
$(BUILD)/.test-deps: Makefile $(BUILD)/.deps
	$(call install_debs,$(TEST_DEBS))
	@touch $@
# The Nu HTML checker is a jar that no Debian package has; its installer would fetch a Java that we have already.
$(BUILD)/.node: tests/package.json tests/package-lock.json $(BUILD)/.test-deps
	@cp tests/package.json tests/package-lock.json $(BUILD)/
	@npm ci --prefix $(BUILD) --ignore-scripts --no-audit --no-fund >$(BUILD)/npm.log 2>&1 || { tail -5 $(BUILD)/npm.log; exit 1; }
	@touch $@
deps: $(BUILD)/.deps
test-deps: $(BUILD)/.test-deps $(BUILD)/.node

# --- build
$(BIN): $(OBJECTS)
	$(call SAY,link)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(O)/%.o: gen/%.c | $(BUILD)/.deps
	@mkdir -p $(@D)
	$(call SAY,cc)
	$(Q)$(CC) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<
# Themes and platform descriptions live inside the binary, as a GResource.
RESOURCE_FILES := $(sort $(shell find themes inputs/platforms inputs/starter -type f ! -name "*.png" ! -path "inputs/platforms/README.md" 2>/dev/null))
# a file that is gone is news too
ifneq ($(RESOURCE_FILES),$(shell cat $(BUILD)/made/resources.list 2>/dev/null))
$(shell mkdir -p $(BUILD)/made)
$(file >$(BUILD)/made/resources.list,$(RESOURCE_FILES))
endif
$(BUILD)/made/resources.xml: $(RESOURCE_FILES) $(BUILD)/made/resources.list Makefile
	@{ echo '<gresources><gresource prefix="/tidings">'; \
	   for f in $(RESOURCE_FILES); do echo "<file>$$f</file>"; done; echo '</gresource></gresources>'; } >$@
$(BUILD)/made/resources.c: $(BUILD)/made/resources.xml | $(BUILD)/.deps
	$(Q)glib-compile-resources --sourcedir=. --generate-source --target=$@ $<
$(O)/resources.o: $(BUILD)/made/resources.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -O1 $(shell pkg-config --cflags gio-2.0) -c -o $@ $<

# --- run and test
demo: $(BIN)       ## build and run the main job on inputs/sample; pages go to out/
	$(BIN) -C inputs/sample build --out $(CURDIR)/out --force
check: test-deps $(BIN) unit-bins $(FUZZERS) ## all tests
	@BUILD=$(BUILD) KIND=$(KIND) tests/run
unit-bins: $(UNIT_BINS)
unit: export G_TEST_SRCDIR := $(CURDIR)
unit: unit-bins    ## the unit tests
	prove --exec tests/one $(UNIT_BINS)
readme: $(BIN)     ## README.md: the table of platforms anew
	README_WRITE=1 BUILD=$(BUILD) tests/whole/readme.t
cases: $(BIN)      ## input with what is expected of it, all or some: make cases CASE="NAME NAME"
	tests/case $(CASE)
layers:            ## every #include goes to its own layer or below
	tests/layers
$(ARCHIVE): $(filter-out $(O)/main.o $(O)/resources.o,$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^
$(O)/tests/%: tests/unit/%.c $(ARCHIVE) $(O)/resources.o
	@mkdir -p $(@D)
	$(call SAY,test)
	$(Q)$(CC) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(ARCHIVE) $(O)/resources.o $(PKG_LIBS)
$(O)/gallery: tests/gallery/gallery.c tests/gallery/samples.h $(ARCHIVE) $(O)/resources.o
	$(CC) $(CFLAGS) $(PKG_CFLAGS) $(LDFLAGS) -o $@ $< $(ARCHIVE) $(O)/resources.o $(PKG_LIBS)
gallery: $(O)/gallery ## every chart with its hard cases, on one page to look at: build/gallery/
	@mkdir -p $(BUILD)/gallery
	$(O)/gallery $(BUILD)/gallery
asan: export LSAN_OPTIONS := suppressions=$(CURDIR)/tests/leaks.supp:print_suppressions=0
asan:              ## the binary and the unit tests under address and undefined-behaviour sanitizers
	$(MAKE) KIND=asan $(BUILD)/tidings-asan unit
fuzz:              ## mutations of seeds through each parser, under the sanitizers
	$(MAKE) KIND=asan fuzz-run
fuzz-run: $(FUZZERS)
	@for fuzzer in $^; do echo $$fuzzer; $$fuzzer || exit 1; done
$(O)/fuzz/%: tests/fuzz/%.c tests/fuzz/main.c $(ARCHIVE)
	@mkdir -p $(@D)
	$(call SAY,fuzz)
	$(Q)$(CC) $(CFLAGS) -Itests/fuzz $(PKG_CFLAGS) $(LDFLAGS) -o $@ $(filter tests/fuzz/%.c,$^) $(ARCHIVE) $(PKG_LIBS)
bench: $(BIN)      ## time and memory on projects of growing size, and on large files: make bench SIZES="sample small middle large crowd huge" SIZE=1000
	tests/bench/run $(SIZES)
	tests/bench/reading $(SIZE)
lint:              ## what cppcheck and clang-tidy think, where they are installed
	@if command -v cppcheck >/dev/null; then cppcheck --std=c11 --language=c --enable=warning,performance,portability --inline-suppr --quiet -j2 \
	  --suppress=unknownMacro --suppress=missingInclude -Igen gen; else echo "cppcheck is not installed"; fi
	@if command -v clang-tidy >/dev/null; then clang-tidy --quiet --checks='-*,clang-analyzer-*,-clang-analyzer-security.insecureAPI*,bugprone-suspicious*,bugprone-sizeof*' \
	  $(SOURCES) -- $(CFLAGS) $(PKG_CFLAGS) 2>/dev/null | grep -A3 'warning:' || true; else echo "clang-tidy is not installed"; fi
cover:             ## which lines of gen/ the unit tests and the sample's month reach
	@$(MAKE) KIND=cover $(BUILD)/tidings-cover unit-bins
	@find $(BUILD)/cover -name '*.gcda' -delete
	@for test in $(notdir $(UNITS:.c=)); do G_TEST_SRCDIR=$(CURDIR) $(BUILD)/cover/tests/$$test >/dev/null 2>&1 || echo "$$test failed"; done
	@$(BUILD)/tidings-cover -C inputs/sample build --out $(BUILD)/cover/out --force >/dev/null 2>&1 || echo "the build failed"
	@tests/cover $(BUILD)/cover
longest:           ## the ten longest functions, for conversation
	@ctags --c-kinds=f --fields=+ne --output-format=u-ctags -f - $(SOURCES) 2>/dev/null | \
	  awk -F'\t' '{l=e=0; for(i=4;i<=NF;i++){if($$i~/^line:/)l=substr($$i,6); if($$i~/^end:/)e=substr($$i,5)} print e-l+1, $$2 ":" l, $$1}' | sort -rn | head
real: $(BIN)       ## what inspect says of real exports: make real EXPORTS=DIR
	tests/whole/real $(EXPORTS)
accept: $(BIN)     ## show what a case expects and what it got, then expect that: make accept CASE=NAME
	ACCEPT=$(CASE) tests/case
faults: $(BIN)     ## full disks, kills, lost fonts: what is published stands
	tests/whole/faults.t
install: $(BIN)    ## the program into PREFIX/bin
	install -D $(BIN) $(DESTDIR)$(or $(PREFIX),/usr/local)/bin/tidings
clean:             ## build/ and out/ go
	rm -rf $(BUILD) out

-include $(OBJECTS:.o=.d) $(wildcard $(O)/tests/*.d)
