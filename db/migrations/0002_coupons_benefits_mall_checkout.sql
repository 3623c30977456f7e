CREATE TABLE "benefit_uses" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"benefit_id" text NOT NULL,
	"period" date NOT NULL,
	"place" integer NOT NULL,
	"request_key" text NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_on" date NOT NULL,
	"at_store" uuid,
	"actor_id" text NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	"undone_why" text,
	CONSTRAINT "benefit_uses_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "benefits" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"spec" jsonb NOT NULL,
	"position" integer NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "benefits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "checkout_locks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"state" text NOT NULL,
	"channel" text NOT NULL,
	"store_id" uuid,
	"quote" jsonb NOT NULL,
	"request_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"payable" bigint NOT NULL,
	"spend_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"order_key" text,
	CONSTRAINT "checkout_locks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "checkout_policies" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"spec" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "checkout_policies_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "code_batches" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"name" text NOT NULL,
	"count" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "code_batches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "coupon_batches" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"condition" jsonb,
	"per_member" integer NOT NULL,
	"status" text NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"reached" uuid,
	"failure" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "coupon_batches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "coupon_codes" (
	"tenant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"batch_id" uuid NOT NULL,
	"place" bigint NOT NULL,
	"coupon_id" uuid,
	"taken_at" timestamp with time zone,
	CONSTRAINT "coupon_codes_tenant_id_code_pk" PRIMARY KEY("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "coupon_days" (
	"tenant_id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"day" date NOT NULL,
	"issued" integer NOT NULL,
	CONSTRAINT "coupon_days_tenant_id_template_id_day_pk" PRIMARY KEY("tenant_id","template_id","day")
);
--> statement-breakpoint
CREATE TABLE "coupon_moves" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"coupon_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"why" text NOT NULL,
	"cause" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"at_store" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	CONSTRAINT "coupon_moves_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "coupon_templates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"color" text NOT NULL,
	"state" text NOT NULL,
	"terms" jsonb NOT NULL,
	"offer" jsonb NOT NULL,
	"stock" integer,
	"left_over" integer,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coupon_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "coupon_templates_left" CHECK (left_over >= 0 and left_over <= stock)
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"issue_key" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"issued_on" date NOT NULL,
	"bought" jsonb,
	"lock_id" uuid,
	"used_at" timestamp with time zone,
	"used_on" date,
	"used_store" uuid,
	"used_order" text,
	"off" bigint,
	"paid" bigint,
	CONSTRAINT "coupons_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "redemptions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"member_id" uuid NOT NULL,
	"reward_id" uuid NOT NULL,
	"reward_name" text NOT NULL,
	"gives" text NOT NULL,
	"quantity" integer NOT NULL,
	"points" bigint NOT NULL,
	"spend_id" uuid NOT NULL,
	"state" text NOT NULL,
	"coupon_ids" uuid[] DEFAULT '{}' NOT NULL,
	"tickets_left" integer DEFAULT 0 NOT NULL,
	"address_sealed" text,
	"carrier" text,
	"parcel" text,
	"through" text NOT NULL,
	"request_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_on" date NOT NULL,
	"sent_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"done_store" uuid,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	CONSTRAINT "redemptions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "rewards" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"intro" text NOT NULL,
	"picture" text,
	"state" text NOT NULL,
	"spec" jsonb NOT NULL,
	"stock" integer,
	"left_over" integer,
	"position" integer NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rewards_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "rewards_left" CHECK (left_over >= 0 and left_over <= stock)
);
--> statement-breakpoint
ALTER TABLE "benefit_uses" ADD CONSTRAINT "benefit_uses_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benefits" ADD CONSTRAINT "benefits_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_locks" ADD CONSTRAINT "checkout_locks_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_policies" ADD CONSTRAINT "checkout_policies_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_batches" ADD CONSTRAINT "code_batches_tenant_id_template_id_coupon_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."coupon_templates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_batches" ADD CONSTRAINT "coupon_batches_tenant_id_template_id_coupon_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."coupon_templates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_codes" ADD CONSTRAINT "coupon_codes_tenant_id_batch_id_code_batches_tenant_id_id_fk" FOREIGN KEY ("tenant_id","batch_id") REFERENCES "public"."code_batches"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_days" ADD CONSTRAINT "coupon_days_tenant_id_template_id_coupon_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."coupon_templates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_moves" ADD CONSTRAINT "coupon_moves_tenant_id_coupon_id_coupons_tenant_id_id_fk" FOREIGN KEY ("tenant_id","coupon_id") REFERENCES "public"."coupons"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_templates" ADD CONSTRAINT "coupon_templates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_tenant_id_template_id_coupon_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."coupon_templates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_tenant_id_reward_id_rewards_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reward_id") REFERENCES "public"."rewards"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rewards" ADD CONSTRAINT "rewards_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "benefit_uses_place" ON "benefit_uses" USING btree ("tenant_id","member_id","benefit_id","period","place") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "benefit_uses_request" ON "benefit_uses" USING btree ("tenant_id","request_key");--> statement-breakpoint
CREATE INDEX "benefit_uses_benefit" ON "benefit_uses" USING btree ("tenant_id","benefit_id","used_at");--> statement-breakpoint
CREATE UNIQUE INDEX "benefits_system" ON "benefits" USING btree ("tenant_id","kind") WHERE kind <> 'counter';--> statement-breakpoint
CREATE UNIQUE INDEX "checkout_locks_request" ON "checkout_locks" USING btree ("tenant_id","request_key");--> statement-breakpoint
CREATE INDEX "checkout_locks_due" ON "checkout_locks" USING btree ("tenant_id","expires_at") WHERE state = 'locked';--> statement-breakpoint
CREATE INDEX "checkout_locks_member" ON "checkout_locks" USING btree ("tenant_id","member_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "checkout_policies_tenant" ON "checkout_policies" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "code_batches_template" ON "code_batches" USING btree ("tenant_id","template_id","created_at");--> statement-breakpoint
CREATE INDEX "coupon_batches_template" ON "coupon_batches" USING btree ("tenant_id","template_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_codes_place" ON "coupon_codes" USING btree ("tenant_id","batch_id","place");--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_moves_order" ON "coupon_moves" USING btree ("tenant_id","coupon_id","ordinal");--> statement-breakpoint
CREATE INDEX "coupon_moves_member" ON "coupon_moves" USING btree ("tenant_id","member_id","at");--> statement-breakpoint
CREATE INDEX "coupon_templates_created" ON "coupon_templates" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_number" ON "coupons" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_issue" ON "coupons" USING btree ("tenant_id","member_id","issue_key");--> statement-breakpoint
CREATE INDEX "coupons_member" ON "coupons" USING btree ("tenant_id","member_id","issued_at");--> statement-breakpoint
CREATE INDEX "coupons_template" ON "coupons" USING btree ("tenant_id","template_id","state");--> statement-breakpoint
CREATE INDEX "coupons_lock" ON "coupons" USING btree ("tenant_id","lock_id") WHERE lock_id is not null;--> statement-breakpoint
CREATE INDEX "coupons_order" ON "coupons" USING btree ("tenant_id","used_order") WHERE used_order is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_number" ON "redemptions" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_request" ON "redemptions" USING btree ("tenant_id","request_key");--> statement-breakpoint
CREATE INDEX "redemptions_created" ON "redemptions" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "redemptions_member" ON "redemptions" USING btree ("tenant_id","member_id","created_at");--> statement-breakpoint
CREATE INDEX "redemptions_reward" ON "redemptions" USING btree ("tenant_id","reward_id");