CREATE TABLE "admissions" (
	"tenant_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"rule_id" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "admissions_tenant_id_member_id_cause_rule_id_pk" PRIMARY KEY("tenant_id","member_id","cause","rule_id")
);
--> statement-breakpoint
CREATE TABLE "refusals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid,
	"source" text NOT NULL,
	"event_key" text NOT NULL,
	"type" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"store_id" uuid,
	"code" text NOT NULL,
	"field" text,
	"details" jsonb NOT NULL,
	"version_id" uuid,
	CONSTRAINT "refusals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "rule_budgets" (
	"tenant_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"taken" bigint NOT NULL,
	CONSTRAINT "rule_budgets_tenant_id_rule_id_pk" PRIMARY KEY("tenant_id","rule_id")
);
--> statement-breakpoint
CREATE TABLE "custom_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "custom_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "custom_fields" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"subject" text NOT NULL,
	"label" text NOT NULL,
	"type" text NOT NULL,
	"choices" text[] DEFAULT '{}' NOT NULL,
	"position" integer NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "custom_fields_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "tiers" ALTER COLUMN "threshold" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tier_history" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "pending" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tiers" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tiers" ADD COLUMN "more" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_budgets" ADD CONSTRAINT "rule_budgets_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_events" ADD CONSTRAINT "custom_events_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_fields" ADD CONSTRAINT "custom_fields_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entries_growth" ON "ledger_entries" USING btree ("tenant_id","unit","business_day") WHERE unit <> 'points';--> statement-breakpoint
CREATE INDEX "refusals_member" ON "refusals" USING btree ("tenant_id","member_id","recorded_at");--> statement-breakpoint
CREATE INDEX "refusals_at" ON "refusals" USING btree ("tenant_id","recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refusals_once" ON "refusals" USING btree ("tenant_id","source","event_key","code");--> statement-breakpoint
CREATE UNIQUE INDEX "custom_events_key" ON "custom_events" USING btree ("tenant_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "custom_fields_key" ON "custom_fields" USING btree ("tenant_id","subject","key");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_reminder" ON "outbox" USING btree ("tenant_id","member_id","topic","cause") WHERE topic in ('points.expiring', 'tier.ending');
--> statement-breakpoint
-- Until roles and policies are set again, right after this, the owner sees every row.
ALTER TABLE "tiers" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "members" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Tiers stood in the order of their thresholds.
UPDATE "tiers" t SET "position" = r.place FROM (
  SELECT tenant_id, id, row_number() OVER (PARTITION BY tenant_id, ladder_id ORDER BY threshold, id) - 1 AS place FROM "tiers"
) r WHERE t.tenant_id = r.tenant_id AND t.id = r.id;--> statement-breakpoint
-- States have a new shape: every member is folded again by the next night, or when next touched.
UPDATE "members" SET "next_due_on" = '1970-01-01' WHERE "state" IS NOT NULL;
