"""A small article of an invented code, for tests of whoever reads or keeps articles."""

ARTICLE = """---
article: small-thing
title: The small thing
codes: icd-10-cm ZA0.0; hcpcs Z0001
author: A. Coder
reviewed: 2026-05-02
effective: 2026-04-01
version: 1
sources: An invented book, page 1; another
---

## What it is

A small thing, *quite* **small**, in `ZA0.0`.

## When to use it

Use it:

- once,
- or [twice](https://example.org/twice).

## Documentation

Write it down.

## Billing notes

See [the heading](/codes/icd-10-cm/ZA0).

## Common mistakes

1. To forget it.

## Example

A thing. Code ZA0.0.
"""
