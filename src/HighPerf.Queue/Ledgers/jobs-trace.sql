-- Where a job's spans belong: the span that gave rise to the job, as a W3C traceparent. Null: nobody made one.
alter table jobs add column traceparent text;
