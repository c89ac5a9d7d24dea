import assert from "node:assert/strict";
import { test } from "node:test";
import { delta, percent, quantity, ratio } from "../src/quantity.js";

test("quantities have decimal units and few digits", () => {
  assert.equal(quantity(4_100_000_000, "nanoseconds"), "4.1 s");
  assert.equal(quantity(999_960, "nanoseconds"), "1.0 ms");
  assert.equal(quantity(12, "bytes"), "12 B");
  assert.equal(quantity(0, "bytes"), "0 B");
  assert.equal(quantity(1234567, "count"), "1,234,567");
  assert.equal(quantity(5, "widgets"), "5 widgets");
});

test("a share is never a zero that is not one", () => {
  assert.equal(percent(0.36), "36 %");
  assert.equal(percent(0.004), "0.4 %");
  assert.equal(percent(0.00001), "< 0.1 %");
  assert.equal(percent(0), "0 %");
});

test("changes say their direction", () => {
  assert.equal(delta(920_000_000, "nanoseconds"), "+920 ms");
  assert.equal(delta(-5, "count"), "−5");
  assert.equal(delta(0, "count"), "±0");
  assert.equal(ratio(3, 2), "1.50×");
  assert.equal(ratio(3, 0), "new");
  assert.equal(ratio(0, 3), "gone");
});
