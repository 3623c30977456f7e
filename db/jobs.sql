-- What the worker's role and the application may do with the job queue; applied after the queue's own migrations, safe to repeat.

grant usage on schema graphile_worker to rungs_jobs;
grant all on all tables in schema graphile_worker to rungs_jobs;
grant all on all sequences in schema graphile_worker to rungs_jobs;
grant execute on all functions in schema graphile_worker to rungs_jobs;

-- The application's only way to the queue: it adds a job in the transaction of the change that needs it, and reads none.
create or replace function app_add_job(task text, payload json, job_key text, run_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  select graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 25);
$$;
revoke all on function app_add_job from public;
grant execute on function app_add_job to rungs_app, rungs_jobs;
