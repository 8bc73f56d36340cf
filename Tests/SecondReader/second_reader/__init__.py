"""A second reader of Budkavle's formats, written from the Handbook's Spec pages.

It exists to show that the pages suffice and that the Swift code does what they say. It shares no
code and no generated file with the product. It is test code: its ML-KEM and ML-DSA are plain
Python, slow and not constant in time, and its keys lie in ordinary memory.
"""
