# Names for what ./dev does, with the environment that it makes.
FUZZ_SECONDS = 600

.PHONY: test fuzz
test:
	./dev test

# Made-up bytes for every reader of the outside, one after another, FUZZ_SECONDS each; FUZZ="page feed" names readers.
fuzz:
	./dev fuzz --seconds $(FUZZ_SECONDS) $(FUZZ)
