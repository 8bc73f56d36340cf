# Budkavle. `make demo` shows it, `make test` proves it; both install missing system libraries first and need nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
PREFIX ?= /usr/local
DEBIAN_LIBRARIES := libexpat1-dev libjansson-dev libp11-kit-dev libqrencode-dev libsodium-dev libssl-dev libsqlite3-dev pkg-config
# Programs of others that the tests ask: validators of our formats and pages, the second reader's
# Python, and what watches system calls.
DEBIAN_TEST_TOOLS := curl groff libxml2-utils mandoc opensc poppler-utils python3 python3-aiosmtpd python3-cryptography python3-geojson python3-jsonschema \
	python3-nacl rsyslog rsyslog-gnutls softhsm2 strace weasyprint zbar-tools
# What is compared with; absent ones are said to be absent.
DEBIAN_PEERS := age
# Release programs carry the Swift runtime with them: they start in a fraction of the time, hold
# less memory, and run where no toolchain is installed.
RELEASE := -c release --static-swift-stdlib
# Every function in a section of its own, those that run beside each other, and no table of names for
# programs that nobody links to: a quarter less memory (Decision 0166).
RELEASE += -Xswiftc -Xfrontend -Xswiftc -function-sections \
	-Xcc -ffunction-sections -Xcc -fdata-sections -Xcxx -ffunction-sections -Xcxx -fdata-sections \
	-Xlinker --symbol-ordering-file=$(CURDIR)/.ci/link-order -Xlinker --no-warn-symbol-ordering \
	-Xlinker --no-export-dynamic

.PHONY: help demo test test-long bench install libraries test-tools peers

help:
	@echo 'make demo     build (release) and run the main job in a throw-away region; first build 5-15 minutes'
	@echo 'make test     build (debug) and run the tests; first build 5-10 minutes'
	@echo 'make test-long  what is too long for every change: many seeds, fuzzing, kills, lanes, an attachment of 1 GiB, sanitizers (STEPS="seeds fuzz")'
	@echo 'make bench    build (release) and measure, with ratios to peers and to what signatures allow'
	@echo 'make install  release build into PREFIX (default /usr/local)'

demo: libraries
	@echo 'Building (release). A first build takes 5-15 minutes, later ones seconds.'
	$(SWIFT) build $(RELEASE) --product budkavle
	$(SWIFT) build $(RELEASE) --product budkavle-relay
	$(SWIFT) build $(RELEASE) --product misbehaving-sender
	$(SWIFT) build $(RELEASE) --product wis-stand-in
	"$$($(SWIFT) build $(RELEASE) --show-bin-path)/budkavle" demo $(DEMO_OPTIONS)

test: libraries test-tools
	@echo 'Building (debug). A first build takes 5-10 minutes, later ones seconds.'
	$(SWIFT) build --build-tests
	.ci/test

test-long: libraries test-tools
	$(SWIFT) build --build-tests
	.ci/test-long $(STEPS)

bench: libraries peers
	@echo 'Building (release). A first build takes 5-15 minutes, later ones seconds.'
	$(SWIFT) build $(RELEASE) --product budkavle
	$(SWIFT) build $(RELEASE) --product budkavle-relay
	$(SWIFT) build $(RELEASE) --product benchmark
	"$$($(SWIFT) build $(RELEASE) --show-bin-path)/benchmark" $(FIGURES)

install: libraries
	$(SWIFT) build $(RELEASE) --product budkavle
	$(SWIFT) build $(RELEASE) --product budkavle-relay
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/budkavle" "$(DESTDIR)$(PREFIX)/bin/budkavle"
	install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/budkavle-relay" "$(DESTDIR)$(PREFIX)/bin/budkavle-relay"
	.ci/install-pages "$$($(SWIFT) build $(RELEASE) --show-bin-path)/budkavle" "$(DESTDIR)$(PREFIX)/share"
	.ci/install-pages "$$($(SWIFT) build $(RELEASE) --show-bin-path)/budkavle-relay" "$(DESTDIR)$(PREFIX)/share"

libraries:
	@.ci/install-missing $(DEBIAN_LIBRARIES)

test-tools:
	@.ci/install-missing $(DEBIAN_TEST_TOOLS)

peers:
	@.ci/install-missing $(DEBIAN_PEERS)
