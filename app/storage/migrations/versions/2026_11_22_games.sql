CREATE TABLE quiz_answer (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID NOT NULL,
  answers JSONB NOT NULL,
  right_answers INTEGER NOT NULL,
  programme_version BIGINT NOT NULL,
  answered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_quiz_answer PRIMARY KEY (programme_id, game_id, member_id),
  CONSTRAINT fk_quiz_answer_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);
CREATE TABLE survey_taken (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID NOT NULL,
  taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_survey_taken PRIMARY KEY (programme_id, game_id, member_id),
  CONSTRAINT fk_survey_taken_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);
CREATE TABLE survey_answer (
  programme_id UUID NOT NULL,
  answer_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID,
  answers JSONB NOT NULL,
  answered_on DATE NOT NULL,
  CONSTRAINT pk_survey_answer PRIMARY KEY (programme_id, answer_id),
  CONSTRAINT fk_survey_answer_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);
CREATE INDEX ix_survey_answer_game ON survey_answer (programme_id, game_id);
CREATE TABLE spin (
  programme_id UUID NOT NULL,
  spin_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID NOT NULL,
  period TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  number BIGINT NOT NULL,
  total BIGINT NOT NULL,
  drawn TEXT,
  prize_id TEXT,
  cost BIGINT DEFAULT '0' NOT NULL,
  key_digest BYTEA NOT NULL,
  programme_version BIGINT NOT NULL,
  spun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_spin PRIMARY KEY (programme_id, spin_id),
  CONSTRAINT fk_spin_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id),
  CONSTRAINT uq_spin_programme_id_game_id_member_id_period_ordinal UNIQUE (programme_id, game_id, member_id, period, ordinal),
  CONSTRAINT uq_spin_programme_id_key_digest UNIQUE (programme_id, key_digest),
  CONSTRAINT ck_spin_number CHECK (number >= 0 AND number < total),
  CONSTRAINT ck_spin_ordinal CHECK (ordinal >= 1)
);
CREATE TABLE spin_stock (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  prize_id TEXT NOT NULL,
  taken BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_spin_stock PRIMARY KEY (programme_id, game_id, prize_id),
  CONSTRAINT fk_spin_stock_programme_id_programme FOREIGN KEY (programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_spin_stock_taken CHECK (taken >= 0)
);
CREATE TABLE prize_draw (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  draw_id UUID NOT NULL,
  commitment TEXT NOT NULL,
  sealed_seed TEXT NOT NULL,
  seed BYTEA,
  terms JSONB NOT NULL,
  programme_version BIGINT NOT NULL,
  tickets_before BIGINT NOT NULL,
  committed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state TEXT NOT NULL,
  closed_at TIMESTAMP WITH TIME ZONE,
  seq BIGINT,
  list_digest TEXT,
  participants BIGINT,
  tickets BIGINT,
  left_out JSONB,
  CONSTRAINT pk_prize_draw PRIMARY KEY (programme_id, game_id),
  CONSTRAINT fk_prize_draw_programme_id_programme FOREIGN KEY (programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_prize_draw_state CHECK (state IN ('open', 'closed')),
  CONSTRAINT ck_prize_draw_seed CHECK ((state = 'closed') = (seed IS NOT NULL)),
  CONSTRAINT ck_prize_draw_seed_size CHECK (octet_length(seed) = 32)
);
CREATE TABLE draw_winner (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  member_id UUID NOT NULL,
  ticket BIGINT NOT NULL,
  prize_id TEXT NOT NULL,
  CONSTRAINT pk_draw_winner PRIMARY KEY (programme_id, game_id, round),
  CONSTRAINT fk_draw_winner_programme_id_game_id_prize_draw FOREIGN KEY (programme_id, game_id)
    REFERENCES prize_draw (programme_id, game_id),
  CONSTRAINT fk_draw_winner_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);
CREATE TABLE contest_entry (
  programme_id UUID NOT NULL,
  entry_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  decided_by TEXT,
  decided_at TIMESTAMP WITH TIME ZONE,
  entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  place INTEGER,
  CONSTRAINT pk_contest_entry PRIMARY KEY (programme_id, entry_id),
  CONSTRAINT fk_contest_entry_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id),
  CONSTRAINT ck_contest_entry_state CHECK (state IN ('waiting', 'shown', 'refused')),
  CONSTRAINT ck_contest_entry_place CHECK (place >= 1)
);
CREATE INDEX ix_contest_entry_game ON contest_entry (programme_id, game_id, entry_id);
CREATE TABLE contest_vote (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID NOT NULL,
  entry_id UUID NOT NULL,
  voted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_contest_vote PRIMARY KEY (programme_id, game_id, member_id),
  CONSTRAINT fk_contest_vote_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);
CREATE INDEX ix_contest_vote_entry ON contest_vote (programme_id, entry_id);
CREATE TABLE contest_score (
  programme_id UUID NOT NULL,
  entry_id UUID NOT NULL,
  juror TEXT NOT NULL,
  score INTEGER NOT NULL,
  scored_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_contest_score PRIMARY KEY (programme_id, entry_id, juror),
  CONSTRAINT fk_contest_score_programme_id_programme FOREIGN KEY (programme_id)
    REFERENCES programme (programme_id),
  CONSTRAINT ck_contest_score_score CHECK (score BETWEEN 1 AND 10)
);
CREATE TABLE board_member (
  programme_id UUID NOT NULL,
  game_id TEXT NOT NULL,
  member_id UUID NOT NULL,
  nickname TEXT,
  joined_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_board_member PRIMARY KEY (programme_id, game_id, member_id),
  CONSTRAINT fk_board_member_programme_id_member_id_member FOREIGN KEY (programme_id, member_id)
    REFERENCES member (programme_id, member_id)
);
