ALTER TABLE "campaign_goods" ADD COLUMN "handed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "campaign_goods" ADD COLUMN "handed_store" uuid;--> statement-breakpoint
ALTER TABLE "campaign_goods" ADD COLUMN "handed_by" text;--> statement-breakpoint
ALTER TABLE "campaign_goods" ADD COLUMN "handed_request" text;--> statement-breakpoint
ALTER TABLE "campaign_goods" ADD COLUMN "came_back_at" timestamp with time zone;