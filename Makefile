# Budkavle. `make demo` shows it, `make test` proves it; both install missing system libraries first and need nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
PREFIX ?= /usr/local
DEBIAN_LIBRARIES := libexpat1-dev libjansson-dev libsodium-dev libssl-dev libsqlite3-dev pkg-config
DEBIAN_TEST_TOOLS := strace

.PHONY: help demo test test-long bench install libraries test-tools

help:
	@echo 'make demo     build (release) and run the main job in a throw-away region; first build 5-15 minutes'
	@echo 'make test     build (debug) and run the tests; first build 5-10 minutes'
	@echo 'make install  release build into PREFIX (default /usr/local)'

demo: libraries
	@echo 'Building (release). A first build takes 5-15 minutes, later ones seconds.'
	$(SWIFT) build -c release --product budkavle
	$(SWIFT) build -c release --product budkavle-relay
	$(SWIFT) build -c release --product misbehaving-sender
	"$$($(SWIFT) build -c release --show-bin-path)/budkavle" demo $(DEMO_OPTIONS)

test: libraries test-tools
	@echo 'Building (debug). A first build takes 5-10 minutes, later ones seconds.'
	$(SWIFT) build --build-tests
	.ci/test

install: libraries
	$(SWIFT) build -c release --product budkavle
	$(SWIFT) build -c release --product budkavle-relay
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$($(SWIFT) build -c release --show-bin-path)/budkavle" "$(DESTDIR)$(PREFIX)/bin/budkavle"
	install -m 755 "$$($(SWIFT) build -c release --show-bin-path)/budkavle-relay" "$(DESTDIR)$(PREFIX)/bin/budkavle-relay"

libraries:
	@.ci/install-missing $(DEBIAN_LIBRARIES)

test-tools:
	@.ci/install-missing $(DEBIAN_TEST_TOOLS)
