// The widget's pure parts, by Node's own test runner.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const SRC = new URL("../../app/web/static/widget/src/", import.meta.url);
const load = (name) => import(new URL(name, SRC));

const area = () => {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
};

beforeEach(() => {
  globalThis.window = { sessionStorage: area(), localStorage: area() };
});

const { sentence, pointsText } = await load("lib/words.js");
const { asked, sibling } = await load("lib/links.js");
const { held } = await load("lib/slider.js");
const { contrast, mixed, readable } = await load("lib/tone.js");
const { choose, after } = await load("lib/nudges.js");
const { rescaled } = await load("lib/cart.js");
const { insist, whenMade, safeImage, safeLink } = await load("lib/acts.js");
const { keyOf, settled, uuid } = await load("lib/keys.js");
const { failure, caller } = await load("lib/net.js");

const DAY = 86400000;
const LOOK = { locale: "id-ID", lang: "id", unit: { one: "poin", other: "poin" } };

test("a blank is filled by name, and one without a value stays as it is", () => {
  assert.equal(sentence("{points} untuk {name}", { points: "5 poin" }), "5 poin untuk {name}");
  assert.equal(sentence("Hi, {name}", { name: "$& {points}" }), "Hi, $& {points}");
});

test("a counted sentence has the plural of its language", () => {
  const entry = { one: "{n} friend", other: "{n} friends" };
  assert.equal(sentence(entry, { n: 1 }, "en"), "1 friend");
  assert.equal(sentence(entry, { n: 2 }, "en"), "2 friends");
  assert.equal(sentence(undefined), "");
});

test("points are grouped by the locale and named by their unit", () => {
  assert.equal(pointsText(1250, LOOK), "1.250 poin");
  assert.equal(pointsText(1250, { ...LOOK, unit: { one: "bintang", other: "bintang", decimals: 2 } }), "12,5 bintang");
  assert.equal(pointsText(1, { locale: "en-US", lang: "en", unit: { one: "point", other: "points" } }), "1 point");
});

test("a link names a view, and any other names none", () => {
  assert.equal(asked({ hash: "#rewards", search: "" }), "home");
  assert.equal(asked({ hash: "#rewards/reward/ten-off", search: "" }), "reward/ten-off");
  assert.equal(asked({ hash: "#rewardsful", search: "" }), null);
  assert.equal(asked({ hash: "", search: "?a=1&loyalty=redeem" }), "redeem");
});

test("a file is found beside the one that is known, hashed if that one is", () => {
  assert.equal(sibling("/s/panel.0123456789ab.js", "play", { play: "cafe" }), "/s/play.cafe.js");
  assert.equal(sibling("https://cdn/x/panel.js?v=3", "play", { play: "cafe" }), "https://cdn/x/play.js?v=3");
});

test("a slider stays on its steps and between its ends", () => {
  const own = { min: 100, max: 1250, step: 100 };
  assert.deepEqual([0, 149, 151, 1250, 9999, NaN].map((value) => held(value, own)), [100, 100, 200, 1200, 1200, 100]);
});

test("a shade of any accent can be read on a light and on a dark ground", () => {
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) % 256;
  for (let round = 0; round < 500; round += 1) {
    const accent = "#" + [next(), next(), next()].map((part) => part.toString(16).padStart(2, "0")).join("");
    for (const ground of ["#ffffff", "#17191e"]) {
      const wash = mixed(ground, accent, 0.2);
      assert.ok(contrast(readable(accent, wash), wash) >= 4.5, accent + " on " + wash);
    }
  }
  assert.equal(Math.round(contrast("#000000", "#ffffff")), 21);
});

test("one nudge a page, three a day, and seven days of rest after a dismissal", () => {
  const nudges = [{ kind: "redeem" }, { kind: "expiring" }];
  const all = ["redeem", "expiring"];
  const now = 20000 * DAY;
  assert.equal(choose(nudges, all, null, now).kind, "redeem");
  assert.equal(choose(nudges, ["expiring"], null, now).kind, "expiring");

  const dismissed = after(after(null, "redeem", "shown", now), "redeem", "dismissed", now);
  assert.equal(choose(nudges, all, dismissed, now).kind, "expiring");
  assert.equal(choose(nudges, all, dismissed, now + 7 * DAY + 1).kind, "redeem");

  const thrice = [1, 2, 3].reduce((kept) => after(kept, "redeem", "shown", now), null);
  assert.equal(choose(nudges, all, thrice, now), null);
  assert.equal(choose(nudges, all, thrice, now + DAY).kind, "redeem");
});

test("amounts change their scale without losing a minor unit", () => {
  assert.equal(rescaled(4900000, 2, 0), 49000);
  assert.equal(rescaled("1999", 2, 2), 1999);
  assert.equal(rescaled(1, 0, 3), 1000);
});

test("only https, this shop and this machine are led to", () => {
  const origin = "http://shop.test";
  const fine = ["https://a.test/x", "/account", "#top", "?a=1", "http://127.0.0.1:8001/x", "http://shop.test/login"];
  const bad = ["javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.test", "/\\evil.test", "http://evil.test", "vbscript:x", "", null, undefined];
  assert.deepEqual(fine.map((url) => safeLink(url, origin)), fine);
  assert.deepEqual(bad.map((url) => safeLink(url, origin)), bad.map(() => "#"));
  assert.equal(safeImage("https://cdn.test/a.webp"), "https://cdn.test/a.webp");
  assert.equal(safeImage("data:image/svg+xml,x"), null);
});

test("a key is a UUID that lasts until its answer is known, ten minutes at most", () => {
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const first = keyOf("redeem:a", 1000);
  assert.equal(keyOf("redeem:a", 2000), first);
  assert.notEqual(keyOf("redeem:b", 2000), first);
  assert.notEqual(keyOf("redeem:a", 700000), first);
  settled("redeem:a");
  assert.notEqual(keyOf("redeem:a", 1000), first);
});

test("a key lasts for the page where nothing can be kept", () => {
  globalThis.window = {};
  const first = keyOf("spin", 1000);
  assert.equal(keyOf("spin", 2000), first);
  settled("spin");
  assert.notEqual(keyOf("spin", 3000), first);
});

const nowait = async () => {};

test("a lost answer is asked for again under the same key", async () => {
  const keys = [];
  const call = async (path, { key }) => {
    keys.push(key);
    if (keys.length < 3) throw failure("offline");
    return { id: "vou_1" };
  };
  assert.equal((await insist(call, "redeem:x", "/redemptions", {}, nowait)).id, "vou_1");
  assert.equal(new Set(keys).size, 1);
  assert.equal(keys.length, 3);
});

test("the same key comes again when somebody tries again later", async () => {
  const keys = [];
  const dead = async (path, { key }) => {
    keys.push(key);
    throw failure("offline");
  };
  await assert.rejects(insist(dead, "redeem:y", "/redemptions", {}, nowait));
  await assert.rejects(insist(dead, "redeem:y", "/redemptions", {}, nowait));
  assert.equal(new Set(keys).size, 1);
});

test("a refusal is an answer: its key is spent", async () => {
  const keys = [];
  const no = async (path, { key }) => {
    keys.push(key);
    throw failure("sold_out");
  };
  await assert.rejects(insist(no, "redeem:z", "/redemptions", {}, nowait), { code: "sold_out" });
  await assert.rejects(insist(no, "redeem:z", "/redemptions", {}, nowait), { code: "sold_out" });
  assert.equal(new Set(keys).size, 2);
});

test("a voucher is waited for, and given up on when it takes long", async () => {
  const states = ["working", "working", "ready"];
  const call = async () => ({ state: states.shift() ?? "working" });
  assert.equal((await whenMade(call, "vou_1", nowait)).state, "ready");
  assert.equal(await whenMade(call, "vou_1", nowait), null);
});

const answering = (...answers) => {
  const sent = [];
  const send = async (url, options) => {
    sent.push([url, options]);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    const [status, body] = answer;
    return { status, ok: status < 400, json: async () => body };
  };
  return { sent, send };
};

test("an identity that ran out is renewed once", async () => {
  const { sent, send } = answering([401, { code: "identity_expired" }], [200, { state: "member" }]);
  const asked_ = [];
  const identity = async (fresh) => (asked_.push(fresh), fresh ? "new" : "old");
  const call = caller({ api: "/api", language: () => "id", identity, send });
  assert.equal((await call("/member")).state, "member");
  assert.deepEqual(sent.map(([, { headers }]) => headers.Authorization), ["Bearer old", "Bearer new"]);
  assert.equal(sent[0][0], "/api/member?lang=id");
});

test("an identity that cannot be renewed is told as it is", async () => {
  const { sent, send } = answering([401, { code: "identity_expired", text: "Silakan masuk lagi" }], [401, { code: "identity_expired" }]);
  const call = caller({ api: "", language: () => "id", identity: async () => null, send });
  await assert.rejects(call("/member"), { code: "identity_expired", status: 401 });
  assert.equal(sent.length, 2);
});

test("three failures in a row are followed by ten minutes of rest", async () => {
  const gone = new Error("gone");
  const { sent, send } = answering(gone, [503, { code: "busy" }], gone, [200, {}]);
  const call = caller({ api: "", language: () => "", identity: async () => null, send });
  for (let round = 0; round < 4; round += 1) await assert.rejects(call("/member"), { code: "offline" });
  assert.equal(sent.length, 3);
});

test("a quiz is answered by places, a survey by question", async () => {
  const { answersOf } = await load("play.js");
  const data = new FormData();
  data.set("0", "2");
  data.set("again", "9");
  data.set("words", "Enak");
  data.set("late", "");
  assert.deepEqual(answersOf({ kind: "quiz", questions: [{ id: "0", kind: "single" }] }, data), [2]);
  const questions = [{ id: "again", kind: "scale" }, { id: "words", kind: "text" }, { id: "late", kind: "text" }, { id: "none", kind: "single" }];
  assert.deepEqual(answersOf({ kind: "survey", questions }, data), { again: 9, words: "Enak" });
});

test("the tokens of a look can be read on what they stand on", async () => {
  const { tokensOf } = await load("lib/look.js");
  for (const dark of [false, true]) {
    const all = tokensOf({ accent: "#0b6e4f", on_accent: "#ffffff", radius: 12, lift: 16, font: "serif" }, dark, "x");
    assert.ok(contrast(all.tint, all.wash) >= 4.5);
    assert.ok(contrast(all.on, all.deep) > contrast(all.on, all.accent));
    assert.equal(all.font, "var(--lym-font, Georgia, serif)");
    assert.equal(all.radius, "12px");
  }
});
