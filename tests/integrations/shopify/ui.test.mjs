// What the UI extensions do without Shopify around them. Run by test_ui_extensions.py.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import {
  PAUSES_MS,
  ask,
  earned,
  numberOf,
} from "../../../integrations/shopify/ui/src/asking.js";
import { redeem } from "../../../integrations/shopify/ui/src/redeeming.js";

const tokens = { get: async () => "a.b.c" };
const real = globalThis.fetch;
const noPause = async () => {};

afterEach(() => {
  globalThis.fetch = real;
});

/** Answers with each of these in turn; an error is thrown. Remembers what was asked. */
function answering(...answers) {
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push({ url, ...options });
    const next = answers[Math.min(asked.length, answers.length) - 1];
    if (next instanceof Error) throw next;
    const { status = 200, body } = next;
    return { ok: status < 400, status, json: async () => body };
  };
  return asked;
}

test("the number of an order is the end of its id", () => {
  assert.equal(numberOf("gid://shopify/Order/123"), "123");
  assert.equal(numberOf("gid://shopify/OrderIdentity/77?key=9"), "77");
  assert.equal(numberOf(undefined), null);
  assert.equal(numberOf("gid://shopify/Order/"), null);
});

test("a question carries the token and the language, and no cookie", async () => {
  const asked = answering({ body: { state: "member" } });

  const said = await ask(tokens, "/member", "id");

  assert.deepEqual(said, { state: "member" });
  assert.match(asked[0].url, /\/storefront\/v1\/extension\/member\?lang=id$/);
  assert.equal(asked[0].headers.Authorization, "Bearer a.b.c");
  assert.equal(asked[0].credentials, undefined);
});

test("no answer is no answer, whatever went wrong", async () => {
  for (const wrong of [new TypeError("offline"), { status: 502, body: {} }]) {
    answering(wrong);

    assert.equal(await ask(tokens, "/member", "id"), null);
  }
});

test("an order we have not heard of yet is asked for again", async () => {
  const asked = answering(
    { body: { state: "waiting" } },
    { body: { state: "waiting" } },
    { body: { state: "earned", text: "49 poin" } },
  );

  const said = await earned(tokens, "123", "id", noPause);

  assert.equal(said.state, "earned");
  assert.equal(asked.length, 3);
});

test("waiting ends", async () => {
  const asked = answering({ body: { state: "waiting" } });

  const said = await earned(tokens, "123", "id", noPause);

  assert.equal(said.state, "waiting");
  assert.equal(asked.length, PAUSES_MS.length);
});

test("an answer is not asked for twice", async () => {
  const asked = answering({ body: { state: "none" } });

  await earned(tokens, "123", "id", noPause);

  assert.equal(asked.length, 1);
});

test("a lost answer is asked for again under the same key", async () => {
  const asked = answering(new TypeError("lost"), { status: 503, body: {} }, {
    status: 201,
    body: {},
  });

  const said = await redeem(tokens, "ten-off", "id", () => "key-1");

  assert.deepEqual(said, { ok: true, text: null });
  assert.deepEqual(
    asked.map((one) => one.headers["Idempotency-Key"]),
    ["key-1", "key-1", "key-1"],
  );
});

test("a refusal is told in the shopper's words, and not tried again", async () => {
  const asked = answering({ status: 422, body: { text: "Poinmu belum cukup" } });

  const said = await redeem(tokens, "ten-off", "id", () => "key-1");

  assert.deepEqual(said, { ok: false, text: "Poinmu belum cukup" });
  assert.equal(asked.length, 1);
});

test("a server that stays silent is given up", async () => {
  const asked = answering(new TypeError("lost"));

  const said = await redeem(tokens, "ten-off", "id", () => "key-1");

  assert.deepEqual(said, { ok: false, text: null });
  assert.equal(asked.length, 3);
});
