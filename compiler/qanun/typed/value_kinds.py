"""The mistakes of values and amounts that are written out."""

from qanun.diagnostics.model import Kind

STEP_NOT_ABOVE_ZERO = Kind(
    code="Q0382",
    title="nothing can be rounded to a multiple of {step}",
    why="A step of 0 has no multiples but 0, and below 0 up and down would change their places.",
    remedy="write a step above 0, such as `to 0.01 EUR` or `to 10`",
)
