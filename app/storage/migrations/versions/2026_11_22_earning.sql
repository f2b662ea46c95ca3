CREATE TABLE member_mark (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  store_id UUID NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL,
  until TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_member_mark PRIMARY KEY (programme_id, member_id, kind, name, store_id, since),
  CONSTRAINT fk_member_mark_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_member_mark_programme_id_store_id_store FOREIGN KEY(programme_id, store_id) REFERENCES store (programme_id, store_id),
  CONSTRAINT ck_member_mark_kind CHECK (kind IN ('tag', 'consent'))
);
CREATE UNIQUE INDEX uq_member_mark_open ON member_mark (programme_id, member_id, kind, name, store_id) WHERE until IS NULL;
CREATE TABLE chosen_day (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  rule_id TEXT NOT NULL,
  day DATE NOT NULL,
  chosen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_chosen_day PRIMARY KEY (programme_id, member_id, rule_id, day),
  CONSTRAINT fk_chosen_day_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id)
);
CREATE TABLE budget_slot (
  programme_id UUID NOT NULL,
  name TEXT NOT NULL,
  slot INTEGER NOT NULL,
  used BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_budget_slot PRIMARY KEY (programme_id, name, slot),
  CONSTRAINT ck_budget_slot_used CHECK (used >= 0)
);
CREATE TABLE earned_gift (
  programme_id UUID NOT NULL,
  member_id UUID NOT NULL,
  rule_id TEXT NOT NULL,
  source TEXT NOT NULL,
  store_id UUID,
  programme_version BIGINT NOT NULL,
  times BIGINT NOT NULL,
  settled BIGINT,
  facts JSONB NOT NULL,
  terms JSONB NOT NULL,
  happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_earned_gift PRIMARY KEY (programme_id, member_id, rule_id, source),
  CONSTRAINT fk_earned_gift_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
  CONSTRAINT fk_earned_gift_programme_id_store_id_store FOREIGN KEY(programme_id, store_id) REFERENCES store (programme_id, store_id)
);
CREATE INDEX ix_earned_gift_source ON earned_gift (programme_id, source);
