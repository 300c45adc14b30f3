

if __name__ == "__main__":
    agent = ModelManagerAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        logger.info("interrupted")
    finally:
        agent.cleanup()
