CREATE TABLE member_tier (
    programme_id UUID NOT NULL,
    member_id UUID NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    tier TEXT,
    until TIMESTAMP WITH TIME ZONE,
    term_end TIMESTAMP WITH TIME ZONE,
    grace_end TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    occasion TEXT,
    CONSTRAINT pk_member_tier PRIMARY KEY (programme_id, member_id, since),
    CONSTRAINT fk_member_tier_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
    CONSTRAINT ck_member_tier_forwards CHECK (until IS NULL OR until > since)
);

CREATE INDEX ix_member_tier_grace ON member_tier (programme_id, grace_end) WHERE until IS NULL AND grace_end IS NOT NULL;

CREATE INDEX ix_member_tier_held ON member_tier (programme_id, tier, member_id) WHERE until IS NULL;

CREATE TABLE tier_assignment (
    programme_id UUID NOT NULL,
    assignment_id UUID NOT NULL,
    member_id UUID NOT NULL,
    tier TEXT NOT NULL,
    kind TEXT NOT NULL,
    fixed BOOLEAN DEFAULT false NOT NULL,
    with_gifts BOOLEAN DEFAULT true NOT NULL,
    store_id UUID,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    until TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_tier_assignment PRIMARY KEY (programme_id, assignment_id),
    CONSTRAINT fk_tier_assignment_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
    CONSTRAINT fk_tier_assignment_programme_id_store_id_store FOREIGN KEY(programme_id, store_id) REFERENCES store (programme_id, store_id),
    CONSTRAINT ck_tier_assignment_kind CHECK (kind IN ('hand', 'tag', 'invite')),
    CONSTRAINT ck_tier_assignment_forwards CHECK (until IS NULL OR until >= since)
);

CREATE INDEX ix_tier_assignment_member ON tier_assignment (programme_id, member_id, since);

CREATE UNIQUE INDEX uq_tier_assignment_open_tag ON tier_assignment (programme_id, member_id, tier, store_id) WHERE kind = 'tag' AND until IS NULL;

CREATE TABLE membership_fee (
    programme_id UUID NOT NULL,
    fee_id UUID NOT NULL,
    member_id UUID NOT NULL,
    plan TEXT NOT NULL,
    kind TEXT NOT NULL,
    store_id UUID,
    order_ref TEXT,
    offer INTEGER DEFAULT '0' NOT NULL,
    quantity BIGINT DEFAULT '1' NOT NULL,
    began_at TIMESTAMP WITH TIME ZONE NOT NULL,
    months INTEGER,
    days INTEGER,
    ends_at TIMESTAMP WITH TIME ZONE,
    trial BOOLEAN DEFAULT false NOT NULL,
    void_at TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_membership_fee PRIMARY KEY (programme_id, fee_id),
    CONSTRAINT fk_membership_fee_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
    CONSTRAINT fk_membership_fee_programme_id_store_id_store FOREIGN KEY(programme_id, store_id) REFERENCES store (programme_id, store_id),
    CONSTRAINT ck_membership_fee_kind CHECK (kind IN ('order', 'grant')),
    CONSTRAINT ck_membership_fee_order_is_named CHECK ((kind = 'order') = (store_id IS NOT NULL AND order_ref IS NOT NULL)),
    CONSTRAINT ck_membership_fee_quantity CHECK (quantity >= 1)
);

CREATE INDEX ix_membership_fee_member ON membership_fee (programme_id, member_id);

CREATE UNIQUE INDEX uq_membership_fee_order ON membership_fee (programme_id, store_id, order_ref, plan, offer) WHERE kind = 'order';

CREATE TABLE membership (
    programme_id UUID NOT NULL,
    member_id UUID NOT NULL,
    plan TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE,
    trial BOOLEAN DEFAULT false NOT NULL,
    ending TEXT NOT NULL,
    fee_id UUID NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (programme_id, member_id, plan, starts_at),
    CONSTRAINT fk_membership_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
    CONSTRAINT ck_membership_forwards CHECK (ends_at IS NULL OR ends_at > starts_at),
    CONSTRAINT ck_membership_ending CHECK (ending IN ('lapses', 'refunded', 'never', 'continues'))
);

CREATE INDEX ix_membership_plan ON membership (programme_id, plan, ends_at);

CREATE TABLE perk_state (
    programme_id UUID NOT NULL,
    member_id UUID NOT NULL,
    perk TEXT NOT NULL,
    store_id UUID NOT NULL,
    wanted BOOLEAN NOT NULL,
    state TEXT DEFAULT 'absent' NOT NULL,
    customer_ref TEXT,
    tag TEXT,
    code TEXT,
    discount_ref TEXT,
    digest BYTEA,
    problem TEXT,
    wanted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_perk_state PRIMARY KEY (programme_id, member_id, perk, store_id),
    CONSTRAINT fk_perk_state_programme_id_member_id_member FOREIGN KEY(programme_id, member_id) REFERENCES member (programme_id, member_id),
    CONSTRAINT fk_perk_state_programme_id_store_id_store FOREIGN KEY(programme_id, store_id) REFERENCES store (programme_id, store_id),
    CONSTRAINT ck_perk_state_state CHECK (state IN ('absent', 'present', 'unclear', 'impossible'))
);

CREATE INDEX ix_perk_state_open ON perk_state (programme_id, wanted_at) WHERE (wanted AND state <> 'present') OR (NOT wanted AND state <> 'absent');

CREATE INDEX ix_perk_state_perk ON perk_state (programme_id, perk, store_id);

CREATE TABLE perk_offer (
    programme_id UUID NOT NULL,
    perk TEXT NOT NULL,
    store_id UUID NOT NULL,
    wanted BOOLEAN NOT NULL,
    state TEXT DEFAULT 'absent' NOT NULL,
    code TEXT NOT NULL,
    tag TEXT NOT NULL,
    discount_ref TEXT,
    digest BYTEA,
    problem TEXT,
    wanted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_perk_offer PRIMARY KEY (programme_id, perk, store_id),
    CONSTRAINT fk_perk_offer_programme_id_store_id_store FOREIGN KEY(programme_id, store_id) REFERENCES store (programme_id, store_id),
    CONSTRAINT ck_perk_offer_state CHECK (state IN ('absent', 'present', 'unclear', 'impossible'))
);
