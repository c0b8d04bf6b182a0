// The loop follows.
