// The settings of the service and of its worker.
export const port = Number(process.env.PORT ?? "8080");
export const sessionSecret = process.env.SESSION_SECRET;
export const redisUrl = process.env.REDIS_URL;
export const jobWorkers = Number(process.env.JOB_WORKERS ?? "4");
export const trackStorageBackend = process.env.TRACK_STORAGE_BACKEND ?? "local";
export const bucket = process.env.AWS_S3_BUCKET;
