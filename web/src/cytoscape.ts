// The drawing of things and links, loaded when it is looked at.
import cytoscape, { type Core } from "cytoscape";
import fcose from "cytoscape-fcose";

cytoscape.use(fcose);

interface Look { colours: Record<string, string>; ink: string; quiet: string; paper: string; accent: string }

export function draw(container: HTMLElement, look: Look, choose: (id: string) => void): Core {
  const core = cytoscape({
    container, minZoom: 0.08, maxZoom: 3,
    style: [
      { selector: "node", style: {
        "background-color": (node) => look.colours[node.data("kind")] ?? look.quiet, width: 18, height: 18, label: "data(label)",
        "font-size": 11, color: look.ink, "text-valign": "bottom", "text-margin-y": 4, "text-outline-color": look.paper, "text-outline-width": 2, "min-zoomed-font-size": 7,
        "font-family": getComputedStyle(document.body).fontFamily } },
      { selector: "node[expanded = 1]", style: { width: 28, height: 28, "font-size": 13, "font-weight": "bold" } },
      { selector: "node:selected", style: { "border-width": 3, "border-color": look.accent } },
      { selector: "edge", style: {
        width: 1.2, "line-color": look.quiet, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": look.quiet, "arrow-scale": 0.7, opacity: 0.7 } },
      { selector: "edge.near", style: { label: "data(label)", "font-size": 9, color: look.ink, "text-rotation": "autorotate", "text-outline-color": look.paper, "text-outline-width": 2, opacity: 1, "line-color": look.accent } },
    ],
  });
  // the names of what has many links stay readable however small the rest becomes
  const readable = (): void => {
    const size = Math.min(70, Math.max(13, 12 / core.zoom()));
    core.batch(() => core.nodes("[expanded = 1]").filter((node) => node.degree(false) > 8).forEach((node) => { node.style({ "font-size": size, "min-zoomed-font-size": 0, "text-outline-width": size / 6 }); }));
  };
  core.on("zoom layoutstop data", readable);
  core.on("tap", "node", (event) => choose(event.target.id()));
  core.on("select unselect", "node", () => {
    core.edges().removeClass("near");
    const near = core.$("node:selected").connectedEdges();
    if (near.length <= 60) near.addClass("near");
  });
  return core;
}
