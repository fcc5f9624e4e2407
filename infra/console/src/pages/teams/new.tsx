export { NewTeam as default } from "./edit";
