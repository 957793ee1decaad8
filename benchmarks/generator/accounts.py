"""The ledger of a department: every amount an integer of 0.01 万元, every account closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


def split(random: Random, whole: int, weights: Sequence[int], grain: int = 1) -> list[int]:
    """A whole in parts of about the given weights, each a multiple of *grain* but the last."""
    total = sum(weights)
    parts = []
    for weight in weights[:-1]:
        share = whole * weight * random.randint(80, 120) // (total * 100)
        parts.append(max(grain, share // grain * grain))
    parts.append(whole - sum(parts))
    return parts if parts[-1] > 0 else split(random, whole, weights, grain)


@dataclass(frozen=True, slots=True)
class Department:
    """收支 of a department in hundredths of a 万元."""

    initial_basic: int
    initial_project: int
    added_basic: int
    added_project: int
    opening: int
    public: int
    fund: int
    other: int
    staff: int
    office: int
    projects: tuple[int, ...]
    classes: tuple[int, ...]
    abroad: int
    cars_bought: int
    cars_run: int
    reception: int
    last_sangong: int
    last_spent: int
    planned: int
    purchased: int

    @property
    def initial(self) -> int:
        """年初预算."""
        return self.initial_basic + self.initial_project

    @property
    def added(self) -> int:
        """年中追加."""
        return self.added_basic + self.added_project

    @property
    def income(self) -> int:
        """本年收入."""
        return self.initial + self.added

    @property
    def adjusted(self) -> int:
        """调整后预算: with what was carried in."""
        return self.income + self.opening

    @property
    def basic(self) -> int:
        """基本支出."""
        return self.staff + self.office

    @property
    def project(self) -> int:
        """项目支出."""
        return sum(self.projects)

    @property
    def spent(self) -> int:
        """本年支出."""
        return self.basic + self.project

    @property
    def closing(self) -> int:
        """年末结转结余."""
        return self.opening + self.income - self.spent

    @property
    def cars(self) -> int:
        """公务用车购置及运行维护费."""
        return self.cars_bought + self.cars_run

    @property
    def sangong(self) -> int:
        """三公经费."""
        return self.abroad + self.cars + self.reception


def draw_department(random: Random, projects: int) -> Department:
    """A department whose accounts all close."""
    initial_basic, initial_project = random.randint(30_000, 260_000), random.randint(20_000, 300_000)
    added_basic = initial_basic * random.randint(5, 25) // 100
    added_project = initial_project * random.randint(10, 60) // 100
    opening = random.choice((0, random.randint(1_000, 30_000)))
    income = initial_basic + initial_project + added_basic + added_project
    public, fund, other = split(random, income, (85, 9, 6))
    basic = (initial_basic + added_basic) * random.randint(960, 1000) // 1000
    project = (initial_project + added_project + opening) * random.randint(850, 990) // 1000
    staff, office = split(random, basic, (85, 15))
    cars_bought, abroad = random.choice((0, random.randint(900, 1900))), 0
    cars_run, reception = random.randint(200, 2600), random.randint(60, 900)
    sangong = abroad + cars_bought + cars_run + reception
    planned = random.randint(20_000, 90_000)
    return Department(
        initial_basic=initial_basic,
        initial_project=initial_project,
        added_basic=added_basic,
        added_project=added_project,
        opening=opening,
        public=public,
        fund=fund,
        other=other,
        staff=staff,
        office=office,
        projects=tuple(split(random, project, [random.randint(10, 40) for _ in range(projects)])),
        classes=tuple(split(random, basic + project, (44, 32, 14, 10))),
        abroad=abroad,
        cars_bought=cars_bought,
        cars_run=cars_run,
        reception=reception,
        last_sangong=sangong + sangong * random.randint(3, 20) // 100 + 1,
        last_spent=(basic + project) * random.randint(80, 97) // 100,
        planned=planned,
        purchased=planned * random.randint(850, 990) // 1000,
    )
