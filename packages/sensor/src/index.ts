export {
  createSensor,
  type RunningSensor,
  type SensorOptions,
  type SinkChoice,
} from './create-sensor.ts';
export {
  diagnoseSensor,
  type DiagnosisOptions,
  type RungReport,
  type SensorDiagnosis,
} from './doctor.ts';
export { type Destination, logsUrl } from './export/shipper.ts';
export { DEFAULT_LIMITS, SensorLimits } from './limits/limits.ts';
