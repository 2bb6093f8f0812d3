export { missingForDocker } from './requirements.ts';
export { type Docker, startDocker } from './start-docker.ts';
