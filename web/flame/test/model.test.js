import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, matched, totals } from "../src/model.js";

// all → a → b (twice the same function), all → c
const profile = {
  functions: { label: ["all", "a", "b", "c"], name: ["all", "N.a", "N.b", "N.c"] },
  nodes: { parent: [-1, 0, 1, 0], function: [0, 1, 1, 3], candidate: [[10, 7, 4, 3]], baseline: [[8, 0, 0, 8]] },
};

test("a frame's self is what no child accounts for", () => {
  const root = frames(profile, 0, "candidate");
  assert.equal(root.self, 0);
  assert.deepEqual(root.children.map((frame) => [frame.name, frame.value, frame.self]), [["a", 7, 3], ["c", 3, 3]]);
});

test("a frame without samples on a side is not there, and its figures of the other side stay", () => {
  const root = frames(profile, 0, "baseline");
  assert.deepEqual(root.children.map((frame) => [frame.name, frame.value, frame.candidate, frame.self]), [["c", 8, 3, 8]]);
  assert.deepEqual(totals(profile, 0), { candidate: 10, baseline: 8 });
});

test("a function that calls itself is counted once", () => {
  assert.deepEqual(matched(frames(profile, 0, "candidate"), (frame) => frame.name === "a"), { sum: 7, count: 2 });
});
