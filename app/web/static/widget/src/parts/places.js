// Where a shopper can be in the panel.

import { home } from "../views/home.js";
import { earn, history } from "../views/points.js";
import { redeem, reward } from "../views/redeem.js";
import { voucher, vouchers } from "../views/vouchers.js";

const lists = (view) => (p, answer, id) => view(p, answer.data, id);

/** Each view: what it is called, what it asks for, who draws it, what it belongs to. */
export const VIEWS = {
  home: ["nav.home", null, home],
  earn: ["nav.earn", "/earn", lists(earn), "earn"],
  redeem: ["nav.redeem", "/rewards", lists(redeem), "redeem"],
  reward: ["nav.redeem", "/rewards", lists(reward), "redeem"],
  rewards: ["nav.rewards", "/vouchers", lists(vouchers), "redeem"],
  voucher: ["nav.rewards", "/vouchers", lists(voucher), "redeem"],
  tiers: ["nav.tiers", "/tiers", null, "tiers"],
  refer: ["nav.refer", "/referral", null, "refer"],
  card: ["nav.card", "/card", null, "card"],
  history: ["nav.history", "/history", lists(history), "history"],
  challenges: ["nav.challenges", "/challenges", null, "challenges"],
  play: ["nav.play", "/play", null, "play"],
  causes: ["nav.causes", "/causes", null, "charity"],
  birthday: ["earn.birthday", null, null, "birthday"],
  claims: ["nav.claims", null, null, "claims"],
  help: ["nav.help", "/claims", null, "claims"],
  profile: ["nav.profile", null, null],
};
/** Views in files of their own, drawn with what they are handed. */
export const LAZY = {
  tiers: "about",
  refer: "about",
  card: "about",
  challenges: "challenges",
  play: "play",
  causes: "causes",
  birthday: "forms",
  claims: "help",
  help: "help",
  profile: "forms",
};
/** Views that show the same answer. */
export const SAME = { reward: "redeem", voucher: "rewards" };
