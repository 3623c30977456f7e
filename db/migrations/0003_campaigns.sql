CREATE TABLE "campaign_goods" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"effect" integer NOT NULL,
	"member_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"sku" text,
	"count" integer NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"day" date NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaign_goods_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "campaign_grants" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"root_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"effect" integer NOT NULL,
	"occasion" text NOT NULL,
	"member_id" uuid NOT NULL,
	"day" date NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"amount" bigint NOT NULL,
	"event_id" uuid,
	CONSTRAINT "campaign_grants_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "campaign_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"effect" integer NOT NULL,
	"occasion" text NOT NULL,
	"day" date NOT NULL,
	"status" text NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"reached" uuid,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "campaign_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"root_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"intro" text NOT NULL,
	"notice_days" integer,
	"terms" jsonb NOT NULL,
	"state" text NOT NULL,
	"spans" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"change" integer,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_by" text,
	"submitted_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"remark" text,
	"forecast" jsonb,
	"launched_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "campaigns_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"tenant_id" uuid NOT NULL,
	"invited_id" uuid NOT NULL,
	"inviter_id" uuid NOT NULL,
	"registered_at" bigint NOT NULL,
	"ordered_at" bigint,
	"registered_told" timestamp with time zone,
	"ordered_told" timestamp with time zone,
	CONSTRAINT "referrals_tenant_id_invited_id_pk" PRIMARY KEY("tenant_id","invited_id")
);
--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "approves_campaigns" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "campaign_changes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "birthday" smallint;--> statement-breakpoint
ALTER TABLE "campaign_goods" ADD CONSTRAINT "campaign_goods_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_goods" ADD CONSTRAINT "campaign_goods_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_grants" ADD CONSTRAINT "campaign_grants_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_grants" ADD CONSTRAINT "campaign_grants_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_runs" ADD CONSTRAINT "campaign_runs_tenant_id_campaign_id_campaigns_tenant_id_id_fk" FOREIGN KEY ("tenant_id","campaign_id") REFERENCES "public"."campaigns"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_tenant_id_invited_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invited_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_tenant_id_inviter_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","inviter_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_goods_key" ON "campaign_goods" USING btree ("tenant_id","member_id","key");--> statement-breakpoint
CREATE INDEX "campaign_goods_campaign" ON "campaign_goods" USING btree ("tenant_id","campaign_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_grants_once" ON "campaign_grants" USING btree ("tenant_id","root_id","effect","occasion","member_id");--> statement-breakpoint
CREATE INDEX "campaign_grants_member" ON "campaign_grants" USING btree ("tenant_id","member_id","day");--> statement-breakpoint
CREATE INDEX "campaign_grants_campaign" ON "campaign_grants" USING btree ("tenant_id","campaign_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_runs_occasion" ON "campaign_runs" USING btree ("tenant_id","campaign_id","effect","occasion");--> statement-breakpoint
CREATE INDEX "campaigns_created" ON "campaigns" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "campaigns_live" ON "campaigns" USING btree ("tenant_id","state") WHERE state = 'live';--> statement-breakpoint
CREATE INDEX "referrals_inviter" ON "referrals" USING btree ("tenant_id","inviter_id");--> statement-breakpoint
CREATE INDEX "referrals_untold" ON "referrals" USING btree ("tenant_id") WHERE registered_told is null or (ordered_at is not null and ordered_told is null);--> statement-breakpoint
CREATE INDEX "coupons_campaign" ON "coupons" USING btree ("tenant_id","campaign_id") WHERE campaign_id is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_campaign" ON "ledger_entries" USING btree ("tenant_id","rule_id","business_day") WHERE starts_with(rule_id, 'campaign:');--> statement-breakpoint
CREATE INDEX "members_birthday" ON "members" USING btree ("tenant_id","birthday") WHERE birthday is not null;--> statement-breakpoint
CREATE INDEX "members_last_order" ON "members" USING btree ("tenant_id","last_order_on") WHERE last_order_on is not null;--> statement-breakpoint
ALTER TABLE "members" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "members" SET "birthday" = ("state"->'history'->'birthday'->>0)::int * 100 + ("state"->'history'->'birthday'->>1)::int
WHERE jsonb_typeof("state"->'history'->'birthday') = 'array';
