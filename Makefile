# 城市数字公共基础设施建设督导平台: the commands of the README.
PY ?= python3
PIPFLAGS ?=
PYTESTFLAGS ?=
PORT ?=
CORES ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
FIRST_MB := 1750
AGAIN_MB := 500
BENCHES := import marking pages browser

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# An empty HOME would send every cache to the root directory; without the name Python asks the system instead.
ifeq ($(strip $(HOME)),)
unexport HOME
endif

.DEFAULT_GOAL := help
.PHONY: help run test soak bench check shots clean
.DELETE_ON_ERROR:

help:
	@echo "make run     安装并启动（网页与后台任务，首次启动装入演示城市），地址 http://127.0.0.1:8050"
	@echo "             换端口：make run PORT=8060"
	@echo "make test    安装并运行全部测试（SQLite 与 PostgreSQL），最后一行说明哪些未执行"
	@echo "make soak    长时间测试（不含在 make test 内）"
	@echo "make bench   性能测量"
	@echo "make check   代码规范检查（ruff）"
	@echo "make shots   逐页截图，存入 shots/"
	@echo "make clean   删除虚拟环境、缓存与截图（不动业务数据）"
	@echo "离线安装：     make run PIPFLAGS=\"--no-index --find-links wheelhouse\""

run: $(RUN_READY)
	@$(BIN)/python app.py run --demo $(if $(PORT),--port $(PORT))

test: $(DEV_READY)
	@$(BIN)/python -m pytest -n $(CORES) --dist loadfile $(PYTESTFLAGS)

soak: $(DEV_READY)
	@$(BIN)/python -m pytest -o "python_files=soak_*.py" --timeout=0 $(PYTESTFLAGS)

bench: $(DEV_READY)
	@for name in $(BENCHES); do $(BIN)/python benchmarks/$$name.py || exit 1; done

check: $(DEV_READY)
	@$(BIN)/ruff check .

shots: $(DEV_READY)
	@$(BIN)/python -m tests.capture

clean:
	@rm -rf $(VENV) .ruff_cache .pytest_cache .hypothesis shots
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_READY): requirements.txt constraints.txt | $(BIN)/pip
	@$(enough_room)
	@$(call install,requirements.txt)

$(DEV_READY): requirements.txt requirements-dev.txt constraints.txt | $(BIN)/pip
	@$(enough_room)
	@$(call install,requirements-dev.txt)
	@touch $(RUN_READY)

$(BIN)/pip:
	@command -v $(PY) >/dev/null 2>&1 \
		|| { echo "找不到 $(PY)：请先安装 Python 3.11 或更高版本，或用 make PY=/路径/python3 指定。" >&2; exit 1; }
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 版本过低：需要 3.11 或更高，当前为 $$($(PY) -V 2>&1)。可用 make PY=/路径/python3.11 指定。" >&2; exit 1; }
	@$(PY) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "缺少 Python 的 venv 模块（含 ensurepip）：Debian、Ubuntu、统信、麒麟请执行 apt install python3-venv 后重试。" >&2; exit 1; }
	@$(enough_room)
	@rm -rf $(VENV)
	@$(PY) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "无法在 $(CURDIR) 建立虚拟环境，原因见上；请检查目录是否可写。" >&2; exit 1; }

# Unpacked, everything comes to about 1.2 GB; running out half-way leaves a broken environment and a long English trace.
define enough_room
needed=$(FIRST_MB); if [ -e $(RUN_READY) ] || [ -e $(DEV_READY) ]; then needed=$(AGAIN_MB); fi; \
free=$$(df -Pm . | awk 'NR == 2 { print $$4 }'); \
if [ "$${free:-$$needed}" -lt "$$needed" ]; then \
	echo "磁盘空间不足：$(CURDIR) 所在分区只剩 $$free MB，安装依赖需要 $$needed MB，请腾出空间后重试。" >&2; exit 1; \
fi
endef

define install
echo "正在安装依赖（$(1)），首次需要几分钟……"; \
$(BIN)/python -m pip install -q $(PIPFLAGS) -r $(1) || { \
	echo "依赖安装失败，原因见上。不能访问软件源时，请在联网的同类机器上执行" >&2; \
	echo "  python3 -m pip download -r $(1) -d wheelhouse" >&2; \
	echo "把 wheelhouse 目录拷到这里，再执行 make $(firstword $(MAKECMDGOALS)) PIPFLAGS=\"--no-index --find-links wheelhouse\"" >&2; \
	exit 1; }; \
$(BIN)/python -c "import data.intake.scan_bytes, data.intake.value_count" || exit 1; \
touch $@
endef
